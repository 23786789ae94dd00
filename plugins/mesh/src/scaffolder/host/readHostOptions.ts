import { objectOf, textOf } from '../field/formValues';

/**
 * What a template says to `MeshHostPicker`.
 *
 * @public
 */
export type HostPickerOptions = {
  /** Labels of the proxies that the new Gateway is for; all of them when left out. */
  selector?: Record<string, string>;
  /** Below it the name of the service is proposed; nothing is when left out. */
  domain?: string;
};

/** The options of a template, which may be anything. */
export function readHostOptions(
  uiSchema: Record<string, unknown> | undefined,
): Required<HostPickerOptions> {
  const { selector, domain } = objectOf(uiSchema?.['ui:options']);
  return {
    selector: Object.fromEntries(
      Object.entries(objectOf(selector)).map(([label, value]) => [
        label,
        textOf(value),
      ]),
    ),
    domain: textOf(domain),
  };
}
