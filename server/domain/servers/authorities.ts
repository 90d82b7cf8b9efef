import { X509Certificate } from 'node:crypto'
import type { FieldProblemCode } from '#contracts/error-codes.ts'
import type { Server } from '#contracts/servers/schemas.ts'
import { fieldRefusal } from '#server/platform/errors/index.ts'

type Authorities = Server['authorities']

const certificatesIn = (pem: string) => pem.match(/-----BEGIN [^-]+-----[^-]+-----END [^-]+-----/g) ?? []

/** Returns the certificates in a text that was accepted earlier. */
export const readAuthorities = (pem: string | null): Authorities =>
  pem === null ? [] : certificatesIn(pem).map(present)

function present(pem: string): Authorities[number] {
  const certificate = new X509Certificate(pem)
  return {
    subject: certificate.subject.split('\n').join(', '),
    expiresAt: certificate.validToDate.toISOString(),
    fingerprint: certificate.fingerprint256,
  }
}

/**
 * Checks that a text in the form of a certificate is one. @throws {Refusal} invalid-body, naming the invalid
 * or expired certificate
 */
export function refuseBadCertificates(pem: string | null | undefined, now: Date): void {
  for (const [index, text] of certificatesIn(pem ?? '').entries()) {
    const expiresAt = expiryOf(text)
    const which = index === 0 ? 'The CA Certificate' : `Certificate ${index + 1} of the CA Certificate`
    if (expiresAt === null)
      throw refusal('not-a-certificate', `${which} cannot be read. Copy the whole file again.`)
    if (expiresAt < now)
      throw refusal(
        'certificate-expired',
        `${which} expired on ${expiresAt.toISOString().slice(0, 10)}. Use the authority’s current certificate.`,
      )
  }
}

const refusal = (code: FieldProblemCode, message: string) =>
  fieldRefusal('invalid-body', 'caCertificate', code, message)

function expiryOf(pem: string): Date | null {
  try {
    return new X509Certificate(pem).validToDate
  } catch {
    return null
  }
}
