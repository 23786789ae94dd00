import fc from 'fast-check';
import { cursorOf, readCursor } from './journalCursor';

it('leads back to where a page ended', () => {
  fc.assert(
    fc.property(
      fc.date({ noInvalidDate: true, min: new Date(0) }),
      fc.uuid(),
      (date, id) => {
        fc.pre(date.getUTCFullYear() < 10_000);
        const cursor = cursorOf({ requestedAt: date.toISOString(), id });
        expect(readCursor(cursor)).toEqual({ requestedAt: date, id });
      },
    ),
  );
});

it('is refused as a wrong request whatever somebody makes up', () => {
  const nonsense = fc.oneof(
    fc.string(),
    fc.json().map(json => Buffer.from(json).toString('base64url')),
  );
  fc.assert(
    fc.property(nonsense, cursor => {
      expect(() => readCursor(cursor)).toThrow(
        'cursor: is not from a page of this journal; begin without one',
      );
    }),
  );
});
