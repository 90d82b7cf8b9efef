/**
 * The place that stored secrets were entered for: a server, its Base URL, and the authorities that prove its
 * certificate. It is part of what a secret is sealed for, so a changed address does not get the secret.
 */
export interface PanelAddress {
  /** The server's id. */
  readonly id: string
  /** Scheme, host, port and path: a path of a shared host may lead to another owner's panel. */
  readonly baseUrl: string
  readonly caCertificate: string | null
}

export const isSameAddress = (a: PanelAddress, b: PanelAddress): boolean => textOf(a) === textOf(b)

/** The context of a secret at this address. Rows and addresses cannot be swapped. */
export const contextAt = (owner: string, address: PanelAddress): string => `${owner} ${textOf(address)}`

// JSON separates the parts without ambiguity.
const textOf = ({ id, baseUrl, caCertificate }: PanelAddress) => JSON.stringify([id, baseUrl, caCertificate])
