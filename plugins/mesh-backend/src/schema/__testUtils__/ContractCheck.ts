import Ajv from 'ajv/dist/2020';
import type { ApiDocument } from '../readDocument';

interface Named {
  in: string;
  name: string;
}

type Parameter = Named | { $ref: string };

interface Operation {
  operationId: string;
  method: string;
  /** With what stands for parameters. */
  path: string;
  pattern: RegExp;
  /** JSON pointer to it. */
  pointer: string;
}

/**
 * Whether what is said over HTTP is what the document says.
 */
export class ContractCheck {
  /** Of the operations that were seen to be answered, by their status. */
  readonly answered = new Map<string, Set<number>>();
  readonly operations: readonly Operation[];
  private readonly document: ApiDocument;
  private readonly ajv = new Ajv({ strict: false, validateFormats: false });

  constructor(document: ApiDocument) {
    this.document = document;
    this.ajv.addSchema(document, 'document');
    this.operations = Object.entries(document.paths).flatMap(([path, item]) =>
      (['get', 'post'] as const).flatMap(method => {
        const { operationId } = item[method] ?? {};
        if (!operationId) return [];
        return [
          {
            operationId,
            method,
            path,
            pattern: new RegExp(`^${path.replace(/\{\w+\}/g, () => '[^/]+')}$`),
            pointer: `document#/paths/${path.replaceAll('/', '~1')}/${method}`,
          },
        ];
      }),
    );
  }

  /** Throws an error that says what the document does not know. */
  check(
    exchange: { method: string; path: string; query: string[] },
    request: unknown,
    answer: { status: number; contentType: string; body: unknown },
  ): void {
    const operation = this.operations.find(
      ({ method, pattern }) =>
        method === exchange.method.toLowerCase() && pattern.test(exchange.path),
    );
    if (!operation) {
      throw new Error(`No operation ${exchange.method} ${exchange.path}`);
    }
    const { operationId, pointer } = operation;
    const known = this.queryParameters(operation);
    const unknown = exchange.query.filter(name => !known.includes(name));
    if (unknown.length > 0) {
      throw new Error(`${operationId} has no parameter ${unknown}`);
    }
    if (request !== undefined) {
      this.fits(
        request,
        `${pointer}/requestBody/content/application~1json/schema`,
      );
    }
    const statuses = this.answered.get(operationId) ?? new Set();
    this.answered.set(operationId, statuses.add(answer.status));
    if (answer.status >= 400) {
      this.fits(answer.body, 'document#/components/schemas/Error');
    } else if (answer.contentType.startsWith('application/json')) {
      this.fits(
        answer.body,
        `${pointer}/responses/${answer.status}/content/application~1json/schema`,
      );
    }
  }

  private queryParameters({ method, path }: Operation): string[] {
    const operation = this.document.paths[path][method as 'get'];
    return (operation?.parameters ?? []).flatMap((parameter: Parameter) => {
      const { in: place, name } =
        '$ref' in parameter ? this.parameter(parameter.$ref) : parameter;
      return place === 'query' ? [name] : [];
    });
  }

  private parameter($ref: string): Named {
    const { parameters } = this.document.components ?? {};
    return parameters?.[$ref.slice($ref.lastIndexOf('/') + 1)] as never;
  }

  private fits(value: unknown, $ref: string): void {
    const validate = this.ajv.compile({ $ref });
    if (!validate(value)) {
      throw new Error(
        `${$ref}: ${this.ajv.errorsText(validate.errors)}: ${JSON.stringify(
          value,
        ).slice(0, 500)}`,
      );
    }
  }
}
