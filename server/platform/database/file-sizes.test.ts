import { fstatSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type NodeFileSystem, rememberFileSizes } from './file-sizes.ts'
import { litePlace } from './lite-place.ts'

let directory = ''
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'test-file-sizes-'))
})
afterEach(() => rm(directory, { recursive: true }))

it('a length from memory is always the length on disk', async () => {
  const lite = await PGlite.create({ ...litePlace(directory) })
  const { stream_ops: streams } = Reflect.get(lite.Module, 'NODEFS') as NodeFileSystem
  const { llseek } = streams
  const counted = { checked: 0, wrong: [] as string[] }
  streams.llseek = (stream, offset, whence) => {
    const position = llseek(stream, offset, whence)
    if (whence === 2 && (stream.node.mode & 0o170000) === 0o100000) {
      const { size } = fstatSync(stream.nfd)
      counted.checked += 1
      if (position !== size + offset) counted.wrong.push(`${position} instead of ${size + offset}`)
    }
    return position
  }
  const grow = 'insert into probe select n, repeat(md5(n::text), 20) from generate_series(1, 2000) n'
  await lite.exec(`
    create table probe (id int, words text);
    create index on probe (id);
    ${grow}; ${grow};
    update probe set words = words || 'x' where id % 3 = 0;
    delete from probe where id > 500;`)
  for (const statement of [
    'vacuum probe',
    'vacuum full probe',
    grow,
    'reindex table probe',
    'cluster probe using probe_id_idx',
    'checkpoint',
    'truncate probe',
    grow,
    'drop table probe',
    'create table probe (id int, words text)',
    grow,
  ])
    await lite.exec(statement)
  expect((await lite.query('select count(*)::int as rows from probe')).rows).toEqual([{ rows: 2000 }])
  await lite.close()
  expect(counted.wrong).toEqual([])
  expect(counted.checked).toBeGreaterThan(500)
}, 120_000)

function fakeNodeFs() {
  const file = { size: 100, isFull: false, asked: 0 }
  const nodefs: NodeFileSystem = {
    stream_ops: {
      open: ({ flags }) => {
        if (flags & 0x200) file.size = 0
      },
      write(_stream, _buffer, _offset, length, position) {
        // A full disk takes a part of the data, and then fails.
        file.size = Math.max(file.size, position + (file.isFull ? 1 : length))
        if (file.isFull) throw new Error('ENOSPC')
        return length
      },
      setattr(_stream, { size = file.size }) {
        file.size = size
      },
      llseek(_stream, offset) {
        file.asked += 1
        return file.size + offset
      },
    },
    node_ops: {
      setattr(_node, { size = file.size }) {
        file.size = size
      },
    },
  }
  rememberFileSizes(nodefs)
  const stream = { node: { mode: 0o100600 }, nfd: 1, flags: 0 }
  return { file, stream, ...nodefs }
}

it('is read from disk once, and follows writes', () => {
  const { file, stream, stream_ops: streams } = fakeNodeFs()
  expect(streams.llseek(stream, 0, 2)).toBe(100)
  streams.write(stream, new Uint8Array(), 0, 8, 96)
  expect(streams.llseek(stream, 0, 2)).toBe(104)
  streams.write(stream, new Uint8Array(), 0, 8, 0)
  expect(streams.llseek(stream, -4, 2)).toBe(100)
  expect(file.asked).toBe(1)
})

it.each([
  ['a truncated file', ({ stream, stream_ops }) => stream_ops.setattr(stream, { size: 7 })],
  ['a file truncated by its path', ({ stream, node_ops }) => node_ops.setattr(stream.node, { size: 7 })],
  ['a file emptied by opening it', ({ stream, stream_ops }) => stream_ops.open({ ...stream, flags: 0x200 })],
  [
    'a write that failed half-way',
    ({ file, stream, stream_ops }) => {
      file.isFull = true
      expect(() => stream_ops.write(stream, new Uint8Array(), 0, 500, 100)).toThrow('ENOSPC')
    },
  ],
] satisfies [
  string,
  (fake: ReturnType<typeof fakeNodeFs>) => void,
][])('is read again after %s', (_name, change) => {
  const fake = fakeNodeFs()
  fake.stream_ops.llseek(fake.stream, 0, 2)
  change(fake)
  expect(fake.stream_ops.llseek(fake.stream, 0, 2)).toBe(fake.file.size)
  expect(fake.file.size).not.toBe(100)
})
