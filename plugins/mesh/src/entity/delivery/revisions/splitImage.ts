/** An image by the parts in which it can differ. */
export interface ImageParts {
  /** Registry and name. */
  name: string;
  /** Tag with its colon, digest with its at sign, or both; empty without. */
  version: string;
}

/** Splits an image at its tag or digest; the port of a registry is no tag. */
export function splitImage(image: string): ImageParts {
  const digest = image.indexOf('@');
  const named = digest < 0 ? image : image.slice(0, digest);
  const colon = named.lastIndexOf(':');
  const end = colon > named.lastIndexOf('/') ? colon : named.length;
  return { name: image.slice(0, end), version: image.slice(end) };
}
