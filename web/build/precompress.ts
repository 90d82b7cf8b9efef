import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Plugin } from 'vite'

const worthwhileBytes = 1024
// The best quality would take seconds for word lists of a megabyte.
const bestQualityUpToBytes = 600_000
const compressible = /\.(js|css|svg|html|json)$/

/**
 * Writes a .br and a .gz beside every file: the server sends them as they are and compresses nothing during a request.
 * vite-plugin-compression2 does not replace it: that has one Brotli quality for all files, and would compress the
 * word list of a megabyte at the slow one, or every script at the fast one.
 */
export function precompress(): Plugin {
  let outDir = ''
  return {
    name: 'precompress',
    apply: 'build',
    configResolved(config) {
      outDir = join(config.root, config.build.outDir)
      if (config.build.outDir.startsWith('/')) outDir = config.build.outDir
    },
    async closeBundle() {
      const files = readdirSync(outDir, { recursive: true, encoding: 'utf8' }).filter((name) =>
        compressible.test(name),
      )
      await Promise.all(files.map((name) => compressFile(join(outDir, name))))
    },
  }
}

async function compressFile(path: string): Promise<void> {
  const content = readFileSync(path)
  if (content.length < worthwhileBytes) return
  const [br, gz] = await Promise.all([
    promisify(brotliCompress)(content, {
      params: {
        [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
        [constants.BROTLI_PARAM_QUALITY]: content.length > bestQualityUpToBytes ? 6 : 11,
      },
    }),
    promisify(gzip)(content, { level: 9 }),
  ])
  writeFileSync(`${path}.br`, br)
  writeFileSync(`${path}.gz`, gz)
}
