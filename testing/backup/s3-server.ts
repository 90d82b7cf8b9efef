import { createHash, createHmac } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

/** A small S3-compatible store that checks the signature of each request (AWS Signature Version 4). */
export interface S3Server {
  readonly url: string
  readonly files: ReadonlyMap<string, Buffer>
  /** Uploads that were started and neither completed nor aborted. */
  readonly uploads: ReadonlyMap<string, unknown>
  /** Requests so far, as "PUT partNumber=1". */
  readonly requests: readonly string[]
  /** The next requests that match get this status. */
  failNext(pattern: RegExp, status: number, times: number): void
  close(): Promise<void>
}

export const s3Login = {
  region: 'eu-test-1',
  accessKeyId: 'AKTEST',
  secretAccessKey: 'a secret of the store',
}

const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest('hex')
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest()
const escapeUri = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)

/** Written from the specification, apart from the library that signs. */
function isSigned(request: IncomingMessage, body: Buffer): boolean {
  const { headers, method = '' } = request
  const parts =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(
      headers.authorization ?? '',
    )
  if (!parts) return false
  const [, accessKey = '', date = '', region = '', signedNames = '', signature = ''] = parts
  if (accessKey !== s3Login.accessKeyId || region !== s3Login.region) return false
  if (headers['x-amz-content-sha256'] !== sha256(body)) return false
  const url = new URL(request.url ?? '', 'http://store')
  const query = [...url.searchParams]
    .map(([name, value]) => `${escapeUri(name)}=${escapeUri(value)}`)
    .toSorted()
    .join('&')
  const path = decodeURIComponent(url.pathname).split('/').map(escapeUri).join('/')
  const names = signedNames.split(';')
  if (!names.includes('host') || !names.includes('x-amz-date')) return false
  const lines = names.map((name) => `${name}:${String(headers[name] ?? '').trim()}\n`).join('')
  const canonical = [method, path, query, lines, signedNames, sha256(body)].join('\n')
  const time = String(headers['x-amz-date'])
  const scope = `${date}/${region}/s3/aws4_request`
  const toSign = ['AWS4-HMAC-SHA256', time, scope, sha256(canonical)].join('\n')
  const key = hmac(hmac(hmac(hmac(`AWS4${s3Login.secretAccessKey}`, date), region), 's3'), 'aws4_request')
  return hmac(key, toSign).toString('hex') === signature
}

export async function startS3Server(bucket: string): Promise<S3Server> {
  const files = new Map<string, Buffer>()
  const uploads = new Map<string, Map<number, Buffer>>()
  const requests: string[] = []
  const failures: { pattern: RegExp; status: number; times: number }[] = []

  function answer(
    request: IncomingMessage,
    body: Buffer,
  ): { status: number; text?: string | Buffer; headers?: object } {
    const url = new URL(request.url ?? '', 'http://store')
    const { searchParams: query } = url
    const line = `${request.method} ${url.search}`
    requests.push(line)
    if (!isSigned(request, body))
      return { status: 403, text: '<Error><Code>SignatureDoesNotMatch</Code><Message>No.</Message></Error>' }
    const failure = failures.find(({ pattern, times }) => times > 0 && pattern.test(line))
    if (failure) {
      failure.times -= 1
      return { status: failure.status, text: '<Error><Code>SlowDown</Code></Error>' }
    }
    const [, name, ...rest] = decodeURIComponent(url.pathname).split('/')
    const key = rest.join('/')
    if (name !== bucket) return { status: 404, text: '<Error><Code>NoSuchBucket</Code></Error>' }
    if (request.method === 'GET' && key === '') return { status: 200, text: listing(query) }
    if (request.method === 'GET') return range(key, request.headers.range ?? '')
    if (request.method === 'POST' && query.has('uploads')) {
      const id = `upload+${uploads.size}/=`
      uploads.set(id, new Map())
      return {
        status: 200,
        text: `<InitiateMultipartUploadResult><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`,
      }
    }
    const upload = uploads.get(query.get('uploadId') ?? '')
    if (request.method === 'PUT' && upload) {
      upload.set(Number(query.get('partNumber')), body)
      return { status: 200, headers: { etag: `"${sha256(body)}"` } }
    }
    if (request.method === 'POST' && upload) {
      const parts = [...body.toString().matchAll(/<PartNumber>(\d+)<\/PartNumber><ETag>"(\w+)"<\/ETag>/g)]
      const found = parts.map(([, number, tag]) => {
        const part = upload.get(Number(number))
        return part && sha256(part) === tag ? part : Buffer.alloc(0)
      })
      if (found.slice(0, -1).some((part) => part.length < 5 * 1024 * 1024))
        return { status: 200, text: '<Error><Code>EntityTooSmall</Code></Error>' }
      files.set(key, Buffer.concat(found))
      uploads.delete(query.get('uploadId') ?? '')
      return { status: 200, text: '<CompleteMultipartUploadResult/>' }
    }
    if (request.method === 'DELETE') {
      if (query.has('uploadId')) uploads.delete(query.get('uploadId') ?? '')
      else files.delete(key)
      return { status: 204 }
    }
    return { status: 404, text: '<Error><Code>NoSuchUpload</Code></Error>' }
  }

  /** Two keys for each answer, so that the lists have several. */
  function listing(query: URLSearchParams): string {
    const after = query.get('continuation-token') ?? ''
    const keys = [...files.keys()]
      .filter((key) => key.startsWith(query.get('prefix') ?? '') && key > after)
      .toSorted()
    const page = keys.slice(0, 2)
    const next = keys.length > 2 ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : ''
    return `<ListBucketResult>${page.map((key) => `<Contents><Key>${key}</Key></Contents>`).join('')}${next}</ListBucketResult>`
  }

  function range(key: string, wanted: string) {
    const file = files.get(key)
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(wanted) ?? []
    if (!file || from === undefined || to === undefined)
      return { status: 404, text: '<Error><Code>NoSuchKey</Code></Error>' }
    const part = file.subarray(Number(from), Number(to) + 1)
    const headers = { 'content-range': `bytes ${from}-${Number(from) + part.length - 1}/${file.length}` }
    return { status: 206, text: part, headers }
  }

  const server = createServer(async (request, response) => {
    const { status, text = '', headers = {} } = answer(request, await buffer(request))
    response.writeHead(status, { ...headers }).end(text)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    files,
    uploads,
    requests,
    failNext: (pattern, status, times) => void failures.push({ pattern, status, times }),
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
