/** Beyond so many phrases all are forgotten: figures change for ever. */
const MOST = 100;

/** The same translation, which looks each phrase up once. */
export function rememberPhrases(
  translate: (key: string, values?: object) => string,
): (key: string, values?: object) => string {
  const said = new Map<string, string>();
  return (key, values) => {
    const question = JSON.stringify([key, values]);
    let phrase = said.get(question);
    if (phrase === undefined) {
      phrase = translate(key, values);
      if (said.size >= MOST) said.clear();
      said.set(question, phrase);
    }
    return phrase;
  };
}
