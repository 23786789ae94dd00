import { callerMessages } from './callers/callerMessages';
import { canaryMessages } from './canary/canaryMessages';
import { fieldMessages } from './field/fieldMessages';
import { gatewayMessages } from './gateway/gatewayMessages';
import { namespaceMessages } from './namespace/namespaceMessages';
import { previewMessages } from './preview/previewMessages';

/** What the fields of the scaffolder's wizard say. */
export const scaffolderMessages = {
  ...fieldMessages,
  ...namespaceMessages,
  ...gatewayMessages,
  ...canaryMessages,
  ...callerMessages,
  ...previewMessages,
} as const;
