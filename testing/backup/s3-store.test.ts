import { randomBytes } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { s3Store } from '#server/platform/backup/s3-store.ts'
import { createStoreHttp } from '#server/platform/outbound/index.ts'
import { type S3Server, s3Login, startS3Server } from './s3-server.ts'

let server: S3Server
beforeAll(async () => {
  server = await startS3Server('backups')
})
afterAll(() => server?.close())

const http = (allowedNetworks: readonly string[]) =>
  createStoreHttp({ allowedNetworks, deadlineMs: 60_000, connectTimeoutMs: 10_000, maxBytes: 20_000_000 })

const open = (
  change: Partial<typeof s3Login & { bucket: string; endpoint: string }> = {},
  networks = ['127.0.0.0/8'],
) =>
  s3Store(
    { endpoint: server.url, bucket: 'backups', prefix: 'billing/', ...s3Login, ...change },
    http(networks),
    1,
  )

async function* pieces(bytes: Buffer): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 700_001) yield bytes.subarray(at, at + 700_001)
}

const content = randomBytes(36 * 1024 * 1024)

it('stores a file in signed parts, lists it page by page, reads it in ranges, and removes it', async () => {
  const store = open()
  expect(store.place).toBe('s3://backups/billing/')
  expect(await store.write('large.age', pieces(content))).toBe(content.length)
  expect(server.requests.filter((line) => line.includes('partNumber')).length).toBeGreaterThan(2)
  expect(server.files.get('billing/large.age')?.equals(content)).toBe(true)
  for (const name of ['a.age', 'b.age', 'c.age', 'd.age']) await store.write(name, pieces(Buffer.from(name)))
  expect((await store.list()).toSorted()).toEqual(['a.age', 'b.age', 'c.age', 'd.age', 'large.age'])
  expect((await buffer(store.read('large.age'))).equals(content)).toBe(true)
  await store.remove('large.age')
  expect(await store.list()).not.toContain('large.age')
  await expect(buffer(store.read('large.age'))).rejects.toThrow(/does not exist/)
})

it('repeats a part that the store refuses for a moment', async () => {
  server.failNext(/partNumber=1/, 503, 2)
  await open().write('retried.age', pieces(Buffer.from('retried')))
  expect(server.files.get('billing/retried.age')?.toString()).toBe('retried')
})

it('aborts an upload that fails, and shows no file', async () => {
  async function* failing() {
    yield Buffer.alloc(17 * 1024 * 1024)
    throw new Error('the database is gone')
  }
  await expect(open().write('failed.age', failing())).rejects.toThrow('the database is gone')
  server.failNext(/partNumber=1/, 500, 4)
  await expect(open().write('failed.age', pieces(Buffer.from('x')))).rejects.toThrow(/status 500/)
  expect(server.uploads.size).toBe(0)
  expect([...server.files.keys()]).not.toContain('billing/failed.age')
})

it('accepts an upload whose last response was lost, and reports one that the store forgot', async () => {
  const complete = /^POST \?uploadId=/
  server.loseNext(complete)
  expect(await open().write('joined.age', pieces(content))).toBe(content.length)
  expect(server.files.get('billing/joined.age')?.equals(content)).toBe(true)
  server.failNext(complete, 404, 1)
  await expect(open().write('forgotten.age', pieces(content))).rejects.toThrow(/status 404/)
  expect(server.files.has('billing/forgotten.age')).toBe(false)
})

it('aborts the uploads of backups that were killed before yesterday, and no others', async () => {
  const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000)
  const ours = 'billing/nextpanel-billing-2026-01-0'
  for (const [key, hours] of [
    [`${ours}1.age`, 25],
    [`${ours}2.age`, 23],
    [`${ours}3.age`, 700],
    [`${ours}3.age`, 701],
    ['billing/of-another-program', 700],
    ['nextpanel-billing-of-another-prefix', 700],
  ] as const)
    server.leaveUpload(key, hoursAgo(hours))
  await open().write('next.age', pieces(Buffer.from('next')))
  expect([...server.uploads.values()].map(({ key }) => key)).toEqual([
    `${ours}2.age`,
    'billing/of-another-program',
    'nextpanel-billing-of-another-prefix',
  ])
  server.forgetUploads()
})

it('stores a backup although the store does not list uploads', async () => {
  server.failNext(/^GET \?uploads=/, 403, 1)
  await open().write('unlisted.age', pieces(Buffer.from('unlisted')))
  expect(server.files.get('billing/unlisted.age')?.toString()).toBe('unlisted')
})

it.each(['', '/'])('keeps the path of the address, with "%s" at its end', async (end) => {
  const inPath = await startS3Server('backups', '/storage/v1/s3')
  try {
    const store = open({ endpoint: `${inPath.url}${end}` })
    await store.write('in-path.age', pieces(Buffer.from('in a path')))
    expect(await store.list()).toEqual(['in-path.age'])
    expect((await buffer(store.read('in-path.age'))).toString()).toBe('in a path')
  } finally {
    await inPath.close()
  }
})

it.each([
  [{ secretAccessKey: 'wrong' }, /status 403 \(SignatureDoesNotMatch No\.\)/],
  [{ bucket: 'other' }, /status 404 \(NoSuchBucket\)/],
])('explains a refusal: %o', async (change, message) => {
  await expect(open(change).list()).rejects.toThrow(message)
})

it('reaches a private address only in PANEL_ALLOWED_NETWORKS', async () => {
  const before = server.requests.length
  await expect(open({}, []).list()).rejects.toThrow(/PANEL_ALLOWED_NETWORKS/)
  expect(server.requests).toHaveLength(before)
})
