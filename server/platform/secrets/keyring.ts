import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { OperatorError } from '#server/platform/errors/index.ts'
import { findSecret, loadSecret } from './secret-file.ts'

/** Encrypts all stored secrets. */
export interface Keyring {
  /** Public: identifies the key without revealing it, and is part of every encrypted value. */
  readonly keyId: string
  /**
   * Encrypts with AES-256-GCM and a new nonce: `v2.<key id>.<nonce>.<ciphertext>.<tag>`, base64url.
   * @param context the owner of the value, for example "table.column:<id>"; it decrypts only there, so rows
   * cannot be swapped
   */
  seal(plain: string, context: string): string
  /** @throws {SealError} another key, another context, or a changed value */
  open(sealed: string, context: string): string
  /**
   * Opens a value that an earlier version sealed (`v1`), whose context did not contain the panel's address.
   * Only for sealing it again. @throws {SealError}
   */
  openEarlier(sealed: string, context: string): string
  /** Returns a hex HMAC-SHA256 under the purpose's own key. */
  mac(purpose: string, text: string): string
  /** Returns 32 bytes for one purpose, always the same. */
  derive(purpose: string): Buffer
}

/** A change from one key to another, in batches. */
export interface KeyRotation {
  readonly from: Keyring
  readonly to: Keyring
  readonly rowsAtOnce: number
}

export class SealError extends OperatorError {
  override readonly name = 'SealError'
  /** The value was sealed with this key, but for another context, or it was changed. */
  readonly isOtherContext: boolean

  constructor(message: string, options: { cause?: unknown; isOtherContext?: boolean } = {}) {
    super(message, options)
    this.isOtherContext = options.isOtherContext ?? false
  }
}

export interface KeyringOptions {
  readonly secretKey?: string | undefined
  readonly dataDir: string
}

/**
 * From SECRET_KEY if set, otherwise from the 0600 file `secret.key` in the data directory, created on first
 * use.
 */
export const openKeyring = async ({ secretKey, dataDir }: KeyringOptions): Promise<Keyring> =>
  keyringFrom(secretKey ?? (await loadSecret(dataDir)))

/** As {@link openKeyring}, but creates no key: null if there is none. */
export const findKeyring = async ({ secretKey, dataDir }: KeyringOptions): Promise<Keyring | null> => {
  const secret = secretKey ?? (await findSecret(dataDir))
  return secret === undefined ? null : keyringFrom(secret)
}

/** The keyring of a secret that is neither in SECRET_KEY nor in the key file. */
export const keyringOf = (secret: string): Keyring => keyringFrom(secret)

/** Returns the id of the key that a value was encrypted with. */
export const keyIdOf = (sealed: string): string | undefined => sealed.split('.')[1]

/** Returns whether this version sealed the value, and not an earlier one. */
export const isSealedNow = (sealed: string): boolean => sealed.startsWith('v2.')

const keyringFrom = (secret: string): Keyring => {
  // Purposes are constants in the code, so there are only a few.
  const derived = new Map<string, Buffer>()
  const keyFor = (purpose: string): Buffer => {
    const known = derived.get(purpose)
    if (known) return known
    const key = Buffer.from(hkdfSync('sha256', secret, '', purpose, 32))
    derived.set(purpose, key)
    return key
  }
  // A copy, because a caller may overwrite it.
  const derive = (purpose: string) => Buffer.from(keyFor(purpose))
  const sealingKey = keyFor('seal')
  const keyId = keyFor('seal.key-id').subarray(0, 6).toString('base64url')

  const openVersion = (expected: 'v1' | 'v2', sealed: string, context: string): string => {
    const [version, sealedWith, ...encoded] = sealed.split('.')
    const [nonce, ciphertext, tag] = encoded.map((part) => Buffer.from(part, 'base64url'))
    if ((version !== 'v1' && version !== 'v2') || encoded.length !== 3 || !nonce || !ciphertext || !tag) {
      throw new SealError('This is not an encrypted value.')
    }
    if (sealedWith !== keyId) {
      throw new SealError(
        `This value was encrypted with another key (${sealedWith}; the current one is ${keyId}). Start with the earlier SECRET_KEY or secret.key file.`,
      )
    }
    if (version !== expected) {
      throw new SealError('This value has the format of another version.', { isOtherContext: true })
    }
    try {
      const decipher = createDecipheriv('aes-256-gcm', sealingKey, nonce, { authTagLength: 16 })
      decipher.setAAD(Buffer.from(context)).setAuthTag(tag)
      return decipher.update(ciphertext, undefined, 'utf8') + decipher.final('utf8')
    } catch (cause) {
      throw new SealError('An encrypted value was modified, or belongs to another row.', {
        cause,
        isOtherContext: true,
      })
    }
  }

  return {
    keyId,
    derive,
    mac: (purpose, text) =>
      createHmac('sha256', keyFor(`mac.${purpose}`))
        .update(text)
        .digest('hex'),

    seal(plain, context) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', sealingKey, nonce).setAAD(Buffer.from(context))
      const ciphertext = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
      const parts = [nonce, ciphertext, cipher.getAuthTag()].map((part) => part.toString('base64url'))
      return ['v2', keyId, ...parts].join('.')
    },

    open: (sealed, context) => openVersion('v2', sealed, context),
    openEarlier: (sealed, context) => openVersion('v1', sealed, context),
  }
}
