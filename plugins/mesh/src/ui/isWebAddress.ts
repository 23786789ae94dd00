/** Whether it may be a link: what configuration and clusters say can be any text, such as `javascript:…`. */
export function isWebAddress(text: string): boolean {
  try {
    return ['http:', 'https:'].includes(new URL(text).protocol);
  } catch {
    return false;
  }
}
