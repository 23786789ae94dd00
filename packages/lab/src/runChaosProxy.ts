import { createInterface } from 'node:readline';
import { ChaosProxy, parseChaosMode } from './chaosProxy.ts';

/** Runs a proxy before an address until its input ends, and does to its connections what each line says. */
export async function runChaosProxy(
  address: string,
  print: (line: string) => void,
): Promise<void> {
  const [, host, port] = /^(.+):(\d+)$/.exec(address) ?? [];
  if (!host) throw new Error('Say before which HOST:PORT to stand.');
  const proxy = new ChaosProxy({ host, port: Number(port) });
  print(`listens on ${await proxy.listen()}`);
  for await (const line of createInterface({ input: process.stdin })) {
    const mode = parseChaosMode(line);
    if (mode) proxy.set(mode);
    print(mode ? `does ${line.trim()}` : 'knows pass, cut, stall, delay MS');
  }
  proxy.close();
}
