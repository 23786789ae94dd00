/** How to start a process. */
export interface PartCommand {
  readonly program: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** One process of the lab: what it is called, how it is started and how one sees that it works. */
export interface Part {
  readonly name: string;
  /** Called before every start; whatever the process needs is made here. */
  command(signal: AbortSignal): Promise<PartCommand> | PartCommand;
  isReady(): Promise<boolean> | boolean;
  /** Milliseconds; 180 s when absent. */
  readonly readyWithinMs?: number;
  /** How long it may take to stop before it is ended; milliseconds, 10 s when absent. */
  readonly graceMs?: number;
}
