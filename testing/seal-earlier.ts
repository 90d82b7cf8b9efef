import { createCipheriv, hkdfSync, randomBytes } from 'node:crypto'

/** Seals a value in the format `v1`, as versions did whose contexts did not contain the panel's address. */
export function sealEarlier(secret: string, plain: string, context: string): string {
  const keyFor = (purpose: string) => Buffer.from(hkdfSync('sha256', secret, '', purpose, 32))
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', keyFor('seal'), nonce).setAAD(Buffer.from(context))
  const ciphertext = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
  const keyId = keyFor('seal.key-id').subarray(0, 6)
  return `v1.${[keyId, nonce, ciphertext, cipher.getAuthTag()].map((part) => part.toString('base64url')).join('.')}`
}
