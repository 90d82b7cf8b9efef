import type { StoreAnswer, StoreHttp } from '#server/platform/outbound/index.ts'
import { BackupError } from './backup-error.ts'
import { type S3Options, S3Refusal, s3Caller, tagsIn } from './s3-request.ts'
import { abortOldUploads } from './s3-uploads.ts'
import type { BackupStore } from './store.ts'

/** At most 10,000 parts, each at least 5 MiB, except the last one. 16 MiB allow 160 GB. */
const partBytes = 16 * 1024 * 1024
const firstWaitMs = 500

/**
 * Backups in a bucket. A file is uploaded in parts, so it appears only when it is complete. The bucket is in the path of
 * the address, which every S3-compatible store supports.
 * @param waitMs first wait between two attempts
 */
export function s3Store(options: S3Options, http: StoreHttp, waitMs = firstWaitMs): BackupStore {
  const { bucket, prefix } = options
  const place = `s3://${bucket}/${prefix}`
  const call = s3Caller(options, { http, place, waitMs })

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
    await abortOldUploads(call, prefix)
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
      const answer = await call({ method: 'POST', key, query: { uploadId }, body }, [200, 404])
      // The store has joined the parts if only the response was lost: this request was then a repetition.
      if (answer.status === 404 && (await sizeOf(key)) === bytes) return bytes
      // The status 200 is sent before the parts are joined, so an error is in the body.
      if (answer.body.toString().includes('<Error>') || answer.status === 404)
        throw new S3Refusal(place, answer)
      return bytes
    } catch (error) {
      await call({ method: 'DELETE', key, query: { uploadId } }, [204, 200, 404]).catch(() => {})
      throw error
    }
  }

  /** Returns the size of a file in bytes, or null if it does not exist. */
  async function sizeOf(key: string): Promise<number | null> {
    const answer = await call({ method: 'GET', key, headers: { range: 'bytes=0-0' } }, [206, 404])
    return answer.status === 404 ? null : totalOf(answer)
  }

  async function* read(file: string): AsyncGenerator<Uint8Array> {
    for (let from = 0, size = 1; from < size; from += partBytes) {
      const headers = { range: `bytes=${from}-${from + partBytes - 1}` }
      const answer = await call({ method: 'GET', key: `${prefix}${file}`, headers }, [206, 404])
      if (answer.status === 404) throw new BackupError(`${place}${file} does not exist.`)
      size = totalOf(answer)
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

const totalOf = ({ headers }: StoreAnswer): number =>
  Number(/\/(\d+)$/.exec(headers['content-range'] ?? '')?.[1] ?? 0)

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
