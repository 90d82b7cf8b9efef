import { createHash, createHmac } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

/** A small S3-compatible store that checks the signature of each request (AWS Signature Version 4). */
export interface S3Server {
  readonly url: string
  readonly files: ReadonlyMap<string, Buffer>
  /** Uploads that were started and neither completed nor aborted. */
  readonly uploads: ReadonlyMap<string, { readonly key: string }>
  /** Requests so far, as "PUT partNumber=1". */
  readonly requests: readonly string[]
  /** The next requests that match get this status. */
  failNext(pattern: RegExp, status: number, times: number): void
  /** The next request that matches is carried out, and its response is lost. */
  loseNext(pattern: RegExp): void
  /** Leaves an upload as a program that was killed does. */
  leaveUpload(key: string, initiated: Date): void
  forgetUploads(): void
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

interface Upload {
  readonly key: string
  readonly initiated: Date
  readonly parts: Map<number, Buffer>
}

/** @param base of each path, as some stores have: `/storage/v1/s3` */
export async function startS3Server(bucket: string, base = ''): Promise<S3Server> {
  const files = new Map<string, Buffer>()
  const uploads = new Map<string, Upload>()
  const started = { uploads: 0 }
  const requests: string[] = []
  const failures: { pattern: RegExp; status: number; times: number }[] = []
  const lost: RegExp[] = []

  function startUpload(key: string, initiated: Date): string {
    started.uploads += 1
    const id = `upload+${String(started.uploads).padStart(4, '0')}/=`
    uploads.set(id, { key, initiated, parts: new Map() })
    return id
  }

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
    if (!url.pathname.startsWith(`${base}/`))
      return { status: 404, text: '<Error><Code>NoRoute</Code></Error>' }
    const [, name, ...rest] = decodeURIComponent(url.pathname.slice(base.length)).split('/')
    const key = rest.join('/')
    if (name !== bucket) return { status: 404, text: '<Error><Code>NoSuchBucket</Code></Error>' }
    if (request.method === 'GET' && key === '')
      return { status: 200, text: query.has('uploads') ? listUploads(query) : listing(query) }
    if (request.method === 'GET') return range(key, request.headers.range ?? '')
    if (request.method === 'POST' && query.has('uploads')) {
      return {
        status: 200,
        text: `<InitiateMultipartUploadResult><UploadId>${startUpload(key, new Date())}</UploadId></InitiateMultipartUploadResult>`,
      }
    }
    const upload = uploads.get(query.get('uploadId') ?? '')
    if (request.method === 'PUT' && upload) {
      upload.parts.set(Number(query.get('partNumber')), body)
      return { status: 200, headers: { etag: `"${sha256(body)}"` } }
    }
    if (request.method === 'POST' && upload) {
      const parts = [...body.toString().matchAll(/<PartNumber>(\d+)<\/PartNumber><ETag>"(\w+)"<\/ETag>/g)]
      const found = parts.map(([, number, tag]) => {
        const part = upload.parts.get(Number(number))
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

  /** Two uploads for each answer. */
  function listUploads(query: URLSearchParams): string {
    const sortKey = (key: string, id: string) => `${key}\n${id}`
    const after = sortKey(query.get('key-marker') ?? '', query.get('upload-id-marker') ?? '')
    const found = [...uploads]
      .filter(([id, { key }]) => key.startsWith(query.get('prefix') ?? '') && sortKey(key, id) > after)
      .toSorted(([a, { key: ofA }], [b, { key: ofB }]) => (sortKey(ofA, a) < sortKey(ofB, b) ? -1 : 1))
    const page = found.slice(0, 2)
    const [lastId, last] = page.at(-1) ?? []
    const next =
      found.length > 2
        ? `<NextKeyMarker>${last?.key}</NextKeyMarker><NextUploadIdMarker>${lastId}</NextUploadIdMarker>`
        : ''
    const items = page.map(
      ([id, { key, initiated }]) =>
        `<Upload><Key>${key}</Key><UploadId>${id}</UploadId><Initiated>${initiated.toISOString()}</Initiated></Upload>`,
    )
    return `<ListMultipartUploadsResult>${next}<IsTruncated>${next !== ''}</IsTruncated>${items.join('')}</ListMultipartUploadsResult>`
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
    const index = lost.findIndex((pattern) => pattern.test(requests.at(-1) ?? ''))
    if (index >= 0) {
      lost.splice(index, 1)
      response.destroy()
      return
    }
    response.writeHead(status, { ...headers }).end(text)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}${base}`,
    files,
    uploads,
    requests,
    loseNext: (pattern) => void lost.push(pattern),
    leaveUpload: (key, initiated) => void startUpload(key, initiated),
    forgetUploads: () => uploads.clear(),
    failNext: (pattern, status, times) => void failures.push({ pattern, status, times }),
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
