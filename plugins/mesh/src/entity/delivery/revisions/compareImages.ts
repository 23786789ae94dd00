import { splitImage } from './splitImage';

/** An image of a revision against the one of stable in its place. */
export interface ComparedImage {
  /** Where the image is the same or there is nothing to compare it with. */
  same: string;
  /** What is another than on stable; empty where nothing is. */
  changed: string;
  /** What stable has instead of `changed`; undefined where it has no such container. */
  instead?: string;
}

/** Compares the images of a revision with those of stable, by name first and then by place. */
export function compareImages(
  images: string[],
  stable: string[] | undefined,
): ComparedImage[] {
  if (!stable) return images.map(image => ({ same: image, changed: '' }));
  const rest = stable.map(splitImage);
  const take = (index: number) =>
    index < 0 ? undefined : rest.splice(index, 1)[0];
  const parts = images.map(splitImage);
  const byName = parts.map(({ name, version }) => {
    const equal = rest.findIndex(
      other => other.name === name && other.version === version,
    );
    return take(
      equal >= 0 ? equal : rest.findIndex(other => other.name === name),
    );
  });
  return parts.map(({ name, version }, index) => {
    const other = byName[index];
    if (other) {
      return other.version === version
        ? { same: name + version, changed: '' }
        : { same: name, changed: version, instead: other.version };
    }
    const replaced = take(0);
    return {
      same: '',
      changed: name + version,
      instead: replaced && replaced.name + replaced.version,
    };
  });
}
