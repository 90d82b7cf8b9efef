import { createHash } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { AwsV4Signer } from 'aws4fetch'
import { StoreFailure, type StoreHttp } from '#server/platform/outbound/index.ts'
import { BackupError } from './backup-error.ts'
import type { BackupStore } from './store.ts'

export interface S3Options {
  readonly endpoint: string
  readonly bucket: string
  /** Ends with a slash, or is empty. */
  readonly prefix: string
  readonly region: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

/** At most 10,000 parts, each at least 5 MiB, except the last one. 16 MiB allow 160 GB. */
const partBytes = 16 * 1024 * 1024
const attempts = 4
const firstWaitMs = 500

interface S3Request {
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE'
  readonly key?: string
  readonly query?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Buffer
}

/**
 * Backups in a bucket. A file is uploaded in parts, so it appears only when it is complete. The bucket is in the path of
 * the address, which every S3-compatible store supports.
 * @param waitMs first wait between two attempts
 */
export function s3Store(options: S3Options, http: StoreHttp, waitMs = firstWaitMs): BackupStore {
  const { bucket, prefix } = options
  const place = `s3://${bucket}/${prefix}`
  const call = (request: S3Request, accepted: readonly number[]) =>
    send(options, { http, waitMs, place }, request, accepted)

  async function list(): Promise<string[]> {
    const files: string[] = []
    let token: string | undefined
    do {
      const query = {
        'list-type': '2',
        prefix,
        ...(token === undefined ? {} : { 'continuation-token': token }),
      }
      const { body } = await call({ method: 'GET', query }, [200])
      const text = body.toString()
      for (const key of tagsIn(text, 'Key')) files.push(key.slice(prefix.length))
      token = tagsIn(text, 'NextContinuationToken')[0]
    } while (token !== undefined)
    return files
  }

  async function write(file: string, content: AsyncIterable<Uint8Array>): Promise<number> {
    const key = `${prefix}${file}`
    const started = await call({ method: 'POST', key, query: { uploads: '' } }, [200])
    const [uploadId] = tagsIn(started.body.toString(), 'UploadId')
    if (uploadId === undefined) throw new BackupError(`The store ${place} did not start an upload.`)
    try {
      const tags: string[] = []
      let bytes = 0
      for await (const part of partsOf(content)) {
        const query = { partNumber: String(tags.length + 1), uploadId }
        const { headers } = await call({ method: 'PUT', key, query, body: part }, [200])
        tags.push(headers.etag ?? '')
        bytes += part.length
      }
      const parts = tags.map(
        (tag, at) => `<Part><PartNumber>${at + 1}</PartNumber><ETag>${tag}</ETag></Part>`,
      )
      const body = Buffer.from(`<CompleteMultipartUpload>${parts.join('')}</CompleteMultipartUpload>`)
      const { body: answer } = await call({ method: 'POST', key, query: { uploadId }, body }, [200])
      // The status is sent before the parts are joined, so an error is in the body.
      if (answer.toString().includes('<Error>')) throw refused(place, 200, answer)
      return bytes
    } catch (error) {
      await call({ method: 'DELETE', key, query: { uploadId } }, [204, 200, 404]).catch(() => {})
      throw error
    }
  }

  async function* read(file: string): AsyncGenerator<Uint8Array> {
    for (let from = 0, size = 1; from < size; from += partBytes) {
      const headers = { range: `bytes=${from}-${from + partBytes - 1}` }
      const answer = await call({ method: 'GET', key: `${prefix}${file}`, headers }, [206, 404])
      if (answer.status === 404) throw new BackupError(`${place}${file} does not exist.`)
      size = Number(/\/(\d+)$/.exec(answer.headers['content-range'] ?? '')?.[1] ?? 0)
      yield answer.body
    }
  }

  return {
    place,
    list,
    write,
    read,
    async remove(file) {
      await call({ method: 'DELETE', key: `${prefix}${file}` }, [200, 204, 404])
    },
  }
}

async function send(
  options: S3Options,
  { http, waitMs, place }: { http: StoreHttp; waitMs: number; place: string },
  request: S3Request,
  accepted: readonly number[],
) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const answer = await http(await sign(options, request))
      if (accepted.includes(answer.status)) return answer
      if (answer.status < 500 || attempt === attempts) throw refused(place, answer.status, answer.body)
    } catch (cause) {
      if (!(cause instanceof StoreFailure)) throw cause
      if (attempt === attempts)
        throw new BackupError(`The store ${place} cannot be used: ${cause.message}`, { cause })
    }
    await delay(waitMs * 2 ** (attempt - 1))
  }
}

async function sign(options: S3Options, { method, key, query, headers, body }: S3Request) {
  const url = new URL(options.endpoint)
  url.pathname = `/${options.bucket}${key === undefined ? '' : `/${key}`}`
  for (const [name, value] of Object.entries(query ?? {})) url.searchParams.set(name, value)
  const signer = new AwsV4Signer({
    method,
    url: url.href,
    headers: {
      ...headers,
      'x-amz-content-sha256': createHash('sha256')
        .update(body ?? '')
        .digest('hex'),
    },
    accessKeyId: options.accessKeyId,
    secretAccessKey: options.secretAccessKey,
    service: 's3',
    region: options.region,
  })
  const signed = await signer.sign()
  return {
    method,
    url: signed.url.href,
    headers: Object.fromEntries(signed.headers.entries()),
    body: body ?? null,
  }
}

async function* partsOf(content: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of content) {
    chunks.push(chunk)
    size += chunk.length
    if (size < partBytes) continue
    yield Buffer.concat(chunks)
    chunks = []
    size = 0
  }
  if (size > 0) yield Buffer.concat(chunks)
}

const tagsIn = (xml: string, tag: string): string[] =>
  [...xml.matchAll(new RegExp(`<${tag}>([^<]*)</${tag}>`, 'g'))].map(([, text = '']) =>
    text.replaceAll('&quot;', '"').replaceAll('&amp;', '&'),
  )

function refused(place: string, status: number, body: Buffer): BackupError {
  const text = body.toString()
  const [code = ''] = tagsIn(text, 'Code')
  const [message = ''] = tagsIn(text, 'Message')
  const said = `${code} ${message}`
    .replace(/\p{Cc}/gu, ' ')
    .trim()
    .slice(0, 300)
  return new BackupError(
    `The store ${place} refused a request with status ${status}${said === '' ? '' : ` (${said})`}. Check BACKUP_S3_BUCKET, BACKUP_S3_REGION and the access key.`,
  )
}
