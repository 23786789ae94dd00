/** An object that shall be applied server-side: all of a new one, of one that exists only what is added. */
export interface ProposedObject {
  apiVersion: string;
  kind: string;
  metadata: {
    name: string;
    /** Absent for objects outside namespaces. */
    namespace?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
  };
  spec?: object;
}

/** One object and what it does: that stands above it in its file, and among the steps. */
export interface ProposedFile {
  path: string;
  says: string;
  object: ProposedObject;
}

/** What one part of the plan comes to; a part that has nothing to say leaves it out. */
export interface Proposal {
  files?: ProposedFile[];
  already?: string[];
  problems?: string[];
}
