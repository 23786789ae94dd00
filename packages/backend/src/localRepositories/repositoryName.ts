/** A DNS label: it becomes the name of a folder, so nothing else is let through. */
export const REPOSITORY_NAME = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

export const REPOSITORY_NAME_RULE =
  'at most 63 small letters, digits and dashes, with a letter or digit at both ends';
