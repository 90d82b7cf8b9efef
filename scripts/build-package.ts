import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { bundlePrograms } from './bundle.ts'

/**
 * Bundles the programs of an installed package: the server, the administration, and those that they start. Node.js
 * runs no TypeScript below node_modules. A checkout runs the sources instead.
 */
const root = join(import.meta.dirname, '..')
const dir = join(root, 'dist', 'package')

const programs: Record<string, string> = {
  initdb: 'server/platform/database/initdb.ts',
  'backup-program': 'server/platform/backup/backup-program.ts',
  main: 'server/main.ts',
  ...Object.fromEntries(
    [
      'audit-verify',
      'backup',
      'backup-verify',
      'check-books',
      'db-migrate',
      'doctor',
      'reset-two-factor',
      'restore',
      'rotate-key',
      'simulate',
    ].map((name) => [name, `scripts/${name}.ts`]),
  ),
}

rmSync(dir, { recursive: true, force: true })
await bundlePrograms(
  Object.fromEntries(Object.entries(programs).map(([name, source]) => [name, join(root, source)])),
  dir,
)
