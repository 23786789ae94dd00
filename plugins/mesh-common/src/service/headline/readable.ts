const MAX_LENGTH = 200;

/** What the controller calls things, and what people call them (`AddAbort` in argo-rollouts rollout/*.go). */
const NAMES: [string, string][] = [
  ['Step-based analysis phase error/failed', 'its analysis failed'],
  ['Background analysis phase error/failed', 'its background analysis failed'],
  [
    'Blue/green pre-promotion analysis phase error/failed',
    'its pre-promotion analysis failed',
  ],
  [
    'Blue/green post-promotion analysis phase error/failed',
    'its post-promotion analysis failed',
  ],
  ['Experiment analysis phase is error/failed', 'its experiment failed'],
];

/** A message of the controller in one line of bounded length, without its full stop. */
export function oneLine(message: string): string {
  const line = message.replace(/\s+/g, ' ').trim().replace(/\.$/, '');
  return line.length > MAX_LENGTH ? `${line.slice(0, MAX_LENGTH)}…` : line;
}

/** The same in plain words, as far as the message is known. */
export function readable(message: string): string {
  let line = message.trim();
  for (const [name, words] of NAMES) {
    if (line.startsWith(name)) line = words + line.slice(name.length);
  }
  line = line.replace(
    /^InvalidSpec: ?(?:The Rollout "[^"]*" is invalid: )?(.*)$/s,
    (_, why) => `the spec is invalid${why && `: ${why}`}`,
  );
  line = line.replace(
    /Metric "([^"]*)" assessed (\w+) due to \w+ \((\d+)\) > \w+ \((\d+)\)/,
    (_, metric, phase, times, limit) =>
      `${metric} ${assessed(phase, Number(times))}, ${limit} allowed`,
  );
  line = line.replace(/: "Error Message: (.*)"$/s, ': $1');
  return oneLine(line);
}

/** A sentence with its full stop, unless it was cut off. */
export function sentence(text: string): string {
  return text.endsWith('…') ? text : `${text}.`;
}

function assessed(phase: string, times: number): string {
  const count = times === 1 ? 'once' : `${times} times`;
  switch (phase) {
    case 'Inconclusive':
      return `was inconclusive ${count}`;
    case 'Error':
      return times === 1
        ? 'could not be measured'
        : `could not be measured ${count} in a row`;
    default:
      return `failed ${count}`;
  }
}
