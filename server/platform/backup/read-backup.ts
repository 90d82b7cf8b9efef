import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { BackupError, BadBackupError } from './backup-error.ts'
import { decryptStream } from './encryption.ts'
import {
  anyHeader,
  type BackupHeader,
  backupEnd,
  backupHeader,
  formatVersion,
  type TableSum,
  tableStart,
} from './format.ts'

/** The parts of a backup in their order. Rows are lines of JSON. */
export type BackupPart =
  | { readonly kind: 'header'; readonly header: BackupHeader }
  | { readonly kind: 'table'; readonly name: string }
  | { readonly kind: 'row'; readonly line: string }
  | { readonly kind: 'end'; readonly sums: Readonly<Record<string, TableSum>> }

/**
 * Reads a backup as a stream. The first part is its header, the last one its end.
 * @throws {BackupError} wrong passphrase, damaged, truncated, or of a newer format
 */
export async function* readBackup(
  sealed: AsyncIterable<Uint8Array>,
  passphrase: string,
): AsyncGenerator<BackupPart> {
  let isFirst = true
  let isEnded = false
  for await (const line of linesOf(unzip(decryptStream(sealed, passphrase)))) {
    if (isEnded) throw incomplete()
    const part = isFirst ? { kind: 'header' as const, header: parseHeader(line) } : parseLine(line)
    isFirst = false
    isEnded = part.kind === 'end'
    yield part
  }
  if (!isEnded) throw incomplete()
}

const incomplete = () =>
  new BadBackupError('The backup is not complete. Use another backup. Nothing was changed.')

function parseHeader(line: string): BackupHeader {
  const value = parseJson(line)
  const any = anyHeader.safeParse(value)
  if (!any.success)
    throw new BadBackupError('This file is not a backup of NextPanel Billing. Nothing was changed.')
  const { productVersion } = any.data
  if (any.data.formatVersion > formatVersion)
    throw new BackupError(
      `A newer release (${productVersion}) made this backup. Install that release, then try again. Nothing was changed.`,
    )
  const header = backupHeader.safeParse(value)
  if (!header.success) throw new BadBackupError('The header of the backup is damaged. Nothing was changed.')
  return header.data
}

function parseLine(line: string): BackupPart {
  if (line.startsWith('[')) return { kind: 'row', line }
  const value = parseJson(line)
  const table = tableStart.safeParse(value)
  if (table.success) return { kind: 'table', name: table.data.table }
  const end = backupEnd.safeParse(value)
  if (end.success) return { kind: 'end', sums: end.data.end }
  throw incomplete()
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch (cause) {
    throw new BadBackupError('This file is not a backup of NextPanel Billing. Nothing was changed.', {
      cause,
    })
  }
}

async function* unzip(zipped: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const source = Readable.from(zipped, { objectMode: false })
  const gunzip = createGunzip()
  source.on('error', (error) => gunzip.destroy(error))
  try {
    yield* source.pipe(gunzip)
  } catch (cause) {
    if (cause instanceof BackupError || source.errored) throw cause
    throw new BadBackupError('This file is not a backup of NextPanel Billing. Nothing was changed.', {
      cause,
    })
  } finally {
    source.destroy()
    gunzip.destroy()
  }
}

async function* linesOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let rest = ''
  for await (const chunk of bytes) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
  rest += decoder.decode()
  if (rest !== '') throw incomplete()
}
