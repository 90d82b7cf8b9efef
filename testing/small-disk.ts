import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A small disk in memory, which a test can fill. */
export interface SmallDisk {
  readonly folder: string
  /** Only root may mount a disk. */
  readonly isMounted: boolean
  /** Leaves no free space. */
  fill(): void
  makeSpace(): void
  remove(): void
}

export function mountSmallDisk(megabytes: number): SmallDisk {
  const folder = mkdtempSync(join(tmpdir(), 'test-full-disk-'))
  const options = ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder]
  const isMounted = spawnSync('mount', options, { stdio: 'ignore' }).status === 0
  const filler = join(folder, 'filler')
  return {
    folder,
    isMounted,
    fill() {
      const { bavail, bsize } = statfsSync(folder)
      for (const size of [bavail * bsize - 65_536, 65_536, 32_768, 8_192, 4_096, 4_096, 4_096])
        try {
          writeFileSync(filler, Buffer.alloc(Math.max(size, 0), 1), { flag: 'a' })
        } catch {
          // The disk is full.
        }
    },
    makeSpace: () => rmSync(filler, { force: true }),
    remove() {
      if (isMounted) spawnSync('umount', [folder])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
