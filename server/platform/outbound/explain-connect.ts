import { ConnectError, codeOf } from './failure.ts'

export interface Target {
  readonly protocol: 'http:' | 'https:'
  /** Without brackets around an IPv6 address. */
  readonly hostname: string
  readonly port: number
}

const passing = 'Nothing was sent.'

export function explainDns(hostname: string, cause: unknown): ConnectError {
  const code = codeOf(cause)
  const temporary = code === 'EAI_AGAIN' || code === 'ETIMEOUT'
  return new ConnectError({
    failure: 'dns',
    message: temporary
      ? `The name ${hostname} could not be looked up, because the name server did not respond. ${passing}`
      : `The name ${hostname} has no address. ${passing}`,
    remedy: temporary
      ? "Check this machine's name servers (DNS) and its network, then try again."
      : 'Check the spelling of the Base URL and that the name is in DNS, then try again.',
    cause,
  })
}

export function explainConnect({ hostname, port }: Target, cause: unknown): ConnectError {
  const at = `${hostname} port ${port}`
  const code = codeOf(cause)
  if (code === 'ECONNREFUSED')
    return new ConnectError({
      failure: 'refused',
      message: `${at} refused the connection. ${passing}`,
      remedy: 'Check that the panel is running and that the port in the Base URL is correct.',
      cause,
    })
  if (code === 'ETIMEDOUT') return explainTimeout({ hostname, port }, 'tcp', cause)
  return new ConnectError({
    failure: 'unreachable',
    message: `${at} could not be reached${code ? ` (${code})` : ''}. ${passing}`,
    remedy: 'Check the network and the firewalls between this machine and the panel.',
    cause,
  })
}

export function explainTimeout(
  { hostname, port }: Pick<Target, 'hostname' | 'port'>,
  step: 'dns' | 'tcp' | 'tls',
  cause?: unknown,
): ConnectError {
  const where = {
    dns: `Looking up the name ${hostname}`,
    tcp: `Connecting to ${hostname} port ${port}`,
    tls: `The TLS handshake with ${hostname} port ${port}`,
  }[step]
  const remedy = {
    dns: "Check this machine's name servers (DNS), then try again.",
    tcp: 'Check that the address is correct and that no firewall blocks that port.',
    tls: 'Check that the panel uses https on that port. If it uses http, start the Base URL with http://.',
  }[step]
  return new ConnectError({
    failure: step === 'dns' ? 'dns' : 'connect-timeout',
    message: `${where} took too long. ${passing}`,
    remedy,
    cause,
  })
}

const certificateTrouble: Readonly<Record<string, readonly [message: string, remedy: string]>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: [
    'its certificate is self-signed',
    'Install a certificate from a public authority on the panel (Let’s Encrypt is free). To trust the certificate for this server only, paste it as its CA Certificate on the Server page.',
  ],
  SELF_SIGNED_CERT_IN_CHAIN: [
    'its certificate was issued by a private authority that this machine does not trust',
    'Paste the certificate of that authority as the CA Certificate of this server on the Server page, or install a certificate from a public authority on the panel.',
  ],
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: [
    'its certificate was issued by an authority that this machine does not trust, or the panel does not send the intermediate certificate',
    'Configure the panel to send its full certificate chain. For a private authority, paste its certificate as the CA Certificate of this server on the Server page.',
  ],
  CERT_HAS_EXPIRED: ['its certificate has expired', 'Renew the certificate on the panel, then try again.'],
  CERT_NOT_YET_VALID: [
    'its certificate is not valid yet',
    'Check the clock of this machine and of the panel, then try again.',
  ],
  ERR_TLS_CERT_ALTNAME_INVALID: [
    'its certificate was issued for another name',
    'Use the name in the certificate in the Base URL, or install a certificate for this name on the panel.',
  ],
  CERT_REVOKED: ['its certificate has been revoked', 'Install a new certificate on the panel.'],
}

export function explainTls({ hostname, port }: Target, cause: unknown): ConnectError {
  const at = `${hostname} port ${port}`
  const code = codeOf(cause)
  // Unlike a certificate, an interrupted handshake may be temporary: the panel may be restarting.
  if (['ECONNRESET', 'EPIPE'].includes(code))
    return new ConnectError({
      failure: 'dropped',
      message: `${at} closed the connection during the TLS handshake. ${passing}`,
      remedy:
        'Check that the panel uses https on that port. If it uses http, start the Base URL with http://.',
      cause,
    })
  const [what, remedy] = certificateTrouble[unknownIssuer(code)] ?? [
    `the TLS handshake failed${code ? ` (${code})` : ''}`,
    'Check that the panel uses https on that port. If it uses http, start the Base URL with http://.',
  ]
  return new ConnectError({
    failure: 'tls',
    message: `${at} cannot be trusted: ${what}. ${passing}`,
    remedy,
    cause,
  })
}

const unknownIssuer = (code: string) =>
  code.startsWith('UNABLE_TO_GET_ISSUER_CERT') ? 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' : code
