import { useEffect, useRef } from 'react';
import { sameValue } from './sameValue';

/** A template whose schema insists on another value would go on forever. */
const MAX_TRIES = 10;

/**
 * Keeps in the form what a field has made of it, such as a default that needed an answer of the backend.
 *
 * It looks after every rendering: a form forgets the change of one field when another changes in the same moment.
 *
 * @param value - undefined for what the form holds already
 */
export function useKeptValue<T>(
  formData: unknown,
  value: T | undefined,
  onChange: (value: T) => void,
): void {
  const tries = useRef({ value: '', count: 0 });
  useEffect(() => {
    if (value === undefined || sameValue(formData, value)) return;
    const text = JSON.stringify(value);
    const count = tries.current.value === text ? tries.current.count + 1 : 1;
    tries.current = { value: text, count };
    if (count <= MAX_TRIES) onChange(value);
  });
}
