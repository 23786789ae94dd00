import { Document, stringify } from 'yaml';
import type { OnboardingFile } from '../model';
import type { ProposedFile } from './Proposal';

const LINE = 100;

/** The object of a proposal as a file, with what it does above it. */
export function fileOf({ path, says, object }: ProposedFile): OnboardingFile {
  // Kubernetes reads YAML 1.1, where more words than in 1.2 are no strings.
  const document = new Document(object, null, { compat: 'yaml-1.1' });
  if (document.contents) document.contents.commentBefore = wrapped(says);
  return { path, content: document.toString({ lineWidth: 0 }) };
}

/** The files in the order in which they are applied: policies first, the change that makes pods anew last. */
export function kustomizationOf(
  files: readonly ProposedFile[],
): OnboardingFile {
  return {
    path: 'kustomization.yaml',
    content: stringify({
      apiVersion: 'kustomize.config.k8s.io/v1beta1',
      kind: 'Kustomization',
      sortOptions: { order: 'fifo' },
      resources: files.map(({ path }) => path),
    }),
  };
}

function wrapped(text: string): string {
  const lines: string[] = [''];
  for (const word of text.split(' ')) {
    const last = lines.length - 1;
    if (lines[last].length + word.length >= LINE) lines.push(` ${word}`);
    else lines[last] += ` ${word}`;
  }
  return lines.join('\n');
}
