import fc from 'fast-check';
import { compareImages } from './compareImages';

describe('the images of a canary against those of stable', () => {
  it.each([
    [
      'another tag',
      ['docker.io/a/app:1.2'],
      ['docker.io/a/app:1.1'],
      [{ same: 'docker.io/a/app', changed: ':1.2', instead: ':1.1' }],
    ],
    ['the same image', ['app:1'], ['app:1'], [{ same: 'app:1', changed: '' }]],
    [
      'a registry with a port, without a tag',
      ['host:5000/app'],
      ['host:5000/app:1'],
      [{ same: 'host:5000/app', changed: '', instead: ':1' }],
    ],
    [
      'another digest',
      ['app@sha256:b'],
      ['app@sha256:a'],
      [{ same: 'app', changed: '@sha256:b', instead: '@sha256:a' }],
    ],
    [
      'another image in the place of one',
      ['new/app:1'],
      ['old/app:1'],
      [{ same: '', changed: 'new/app:1', instead: 'old/app:1' }],
    ],
    [
      'a container more',
      ['app:2', 'cache:7'],
      ['app:1'],
      [
        { same: 'app', changed: ':2', instead: ':1' },
        { same: '', changed: 'cache:7', instead: undefined },
      ],
    ],
    ['no stable', ['app:1'], undefined, [{ same: 'app:1', changed: '' }]],
  ])('%s', (_, images, stable, compared) => {
    expect(compareImages(images, stable)).toEqual(compared);
  });

  it('never loses a letter of an image', () => {
    const images = fc.array(fc.string({ maxLength: 12 }), { maxLength: 4 });
    fc.assert(
      fc.property(images, images, (of, stable) => {
        expect(
          compareImages(of, stable).map(({ same, changed }) => same + changed),
        ).toEqual(of);
      }),
    );
  });
});
