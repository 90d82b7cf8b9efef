import { ReadableStream } from 'node:stream/web'
import { Decrypter, Encrypter } from 'age-encryption'
import { BackupError, BadBackupError } from './backup-error.ts'

/** 2 to the power of this number, in scrypt. About a second on a small machine, also for an attacker. */
const workFactor = 17

/**
 * Encrypts a stream in the age format (age-encryption.org/v1) with a passphrase. Each block of 64 KiB has its number and
 * its own authentication code, and the last block is marked, so each change and each missing block is detected.
 */
export async function encryptStream(
  plain: AsyncIterable<Uint8Array>,
  passphrase: string,
): Promise<AsyncIterable<Uint8Array>> {
  const encrypter = new Encrypter()
  encrypter.setScryptWorkFactor(workFactor)
  encrypter.setPassphrase(passphrase)
  return iterate(await encrypter.encrypt(webStreamOf(plain)))
}

/** Decrypts it. @throws {BackupError} wrong passphrase, changed, or truncated; also while the stream is read */
export async function* decryptStream(
  sealed: AsyncIterable<Uint8Array>,
  passphrase: string,
): AsyncGenerator<Uint8Array> {
  const decrypter = new Decrypter()
  decrypter.addPassphrase(passphrase)
  const failure: { ofSource?: unknown } = {}
  const watched = async function* () {
    try {
      yield* sealed
    } catch (error) {
      failure.ofSource = error
      throw error
    }
  }
  const open = await decrypter.decrypt(webStreamOf(watched())).catch((cause: unknown) => {
    throw failure.ofSource ?? explainHeader(cause)
  })
  try {
    yield* iterate(open)
  } catch (cause) {
    throw failure.ofSource ?? damaged(cause)
  }
}

function explainHeader(cause: unknown): BackupError {
  const text = cause instanceof Error ? cause.message : ''
  if (text.startsWith('no identity matched'))
    return new BackupError(
      'The passphrase does not match this backup. Check BACKUP_PASSPHRASE_FILE. Nothing was changed.',
      { cause },
    )
  if (text.startsWith('invalid version'))
    return new BadBackupError('This file is not a backup of NextPanel Billing. Nothing was changed.', {
      cause,
    })
  return damaged(cause)
}

const damaged = (cause: unknown) =>
  new BadBackupError(
    'The backup is damaged: it was changed, or a part of it is missing. Use another backup. Nothing was changed.',
    { cause },
  )

/** node:stream/web, because its streams are the global ones with the types of Node.js. */
function webStreamOf(source: AsyncIterable<Uint8Array>): globalThis.ReadableStream<Uint8Array> {
  return ReadableStream.from(source) as unknown as globalThis.ReadableStream<Uint8Array>
}

async function* iterate(stream: globalThis.ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader()
  let ended = false
  try {
    for (;;) {
      const { done, value } = await reader.read()
      ended = done
      if (done) return
      yield value
    }
  } finally {
    if (!ended) await reader.cancel().catch(() => {})
  }
}
