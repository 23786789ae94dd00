import { objectOf, textOf } from '../field/formValues';

/**
 * How a new service is reached from outside, as `MeshGatewayPicker` leaves it in the form.
 *
 * @public
 */
export interface GatewayChoice {
  /** `namespace/name` */
  gateway: string;
  host: string;
}

/** A value of the form, which may be anything, as a choice. */
export function readGatewayChoice(formData: unknown): GatewayChoice {
  const { gateway, host } = objectOf(formData);
  return { gateway: textOf(gateway), host: textOf(host) };
}
