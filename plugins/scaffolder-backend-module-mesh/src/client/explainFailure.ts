import {
  InputError,
  isError,
  NotAllowedError,
  ServiceUnavailableError,
  toError,
  type ResponseError,
} from '@backstage/errors';

/**
 * Why the mesh backend did not do what an action asked for, as the error that ends the step.
 *
 * @param then - what to do when it could not answer, as a sentence
 */
export function explainFailure(error: unknown, then: string): Error {
  if (isResponseError(error)) {
    const { statusCode, cause } = error;
    switch (statusCode) {
      case 400:
        return new InputError(cause.message);
      case 413:
        return new InputError(
          'The files are larger than 1 MiB together. Name a folder with fewer of them in the input "path".',
        );
      case 401:
      case 403:
        return new NotAllowedError(cause.message);
      case 404:
        // The backend says what it has not got; whoever stands in for it does not.
        return cause.name === 'NotFoundError' && /\.$/.test(cause.message)
          ? new InputError(cause.message)
          : new ServiceUnavailableError(
              'This portal has no mesh backend that knows what was asked for. Have @meshway/plugin-mesh-backend of the same version added to it.',
            );
      default:
        return new ServiceUnavailableError(`${cause.message} ${then}`);
    }
  }
  const { name, message } = toError(error);
  if (name === 'AbortError') return toError(error);
  return new ServiceUnavailableError(
    `The mesh backend does not answer: ${message}. ${then}`,
  );
}

/** Whether the backend itself answered that there is none. */
export function isNotFound(error: unknown): boolean {
  return isResponseError(error) && error.statusCode === 404;
}

/** Whether asking again may help. */
export function mayPass(error: unknown): boolean {
  return (
    !isResponseError(error) || error.statusCode >= 500 || isNotFound(error)
  );
}

function isResponseError(error: unknown): error is ResponseError {
  return isError(error) && error.name === 'ResponseError';
}
