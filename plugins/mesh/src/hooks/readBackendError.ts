/** What a failed call means to a person. */
export interface BackendError {
  /** The backend's own error name (`ConflictError`, `NotAllowedError`, …), or the browser's. */
  name: string;
  /** The backend's own sentence. */
  message: string;
}

/** Looks through the `ResponseError` of a failed call at the error the backend threw. */
export function readBackendError(error: unknown): BackendError {
  if (!(error instanceof Error)) {
    return { name: 'Error', message: String(error) };
  }
  const { cause } = error;
  const origin = cause instanceof Error ? cause : error;
  return { name: origin.name, message: origin.message };
}
