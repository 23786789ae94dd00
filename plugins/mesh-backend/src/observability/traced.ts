import type {
  TracingService,
  TracingServiceAttributes,
} from '@backstage/backend-plugin-api/alpha';

type AsyncMethod = (...args: any[]) => Promise<unknown>;

/** Of each method that runs in a span, the span's attributes. */
type Spans<T> = {
  [M in keyof T as T[M] extends AsyncMethod ? M : never]?: T[M] extends (
    ...args: infer A
  ) => unknown
    ? (...args: A) => TracingServiceAttributes
    : never;
};

/**
 * The same object, of which some methods run in spans `<name>.<method>`. Whoever does the work knows nothing of it.
 */
export function traced<T extends object>(
  target: T,
  options: { tracing: TracingService; name: string; spans: Spans<T> },
): T {
  const { tracing, name, spans } = options;
  return new Proxy(target, {
    get(_, key) {
      const value = Reflect.get(target, key, target);
      const attributesOf = Object.hasOwn(spans, key)
        ? (spans[key as keyof typeof spans] as
            | ((...args: unknown[]) => TracingServiceAttributes)
            | undefined)
        : undefined;
      if (typeof value !== 'function') return value;
      if (!attributesOf) return value.bind(target);
      return (...args: unknown[]) =>
        tracing.startActiveSpan(
          `${name}.${String(key)}`,
          { attributes: attributesOf(...args) },
          () => value.apply(target, args),
        );
    },
  });
}
