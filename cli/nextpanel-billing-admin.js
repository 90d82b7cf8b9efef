#!/usr/bin/env node
import { join } from 'node:path'

/** The commands of package.json, with the name of the program of each. */
const programs = {
  start: 'main',
  'db:migrate': 'db-migrate',
  backup: 'backup',
  restore: 'restore',
  'backup:verify': 'backup-verify',
  doctor: 'doctor',
  'secrets:rotate': 'rotate-key',
  'two-factor:reset': 'reset-two-factor',
  'audit:verify': 'audit-verify',
  'check:books': 'check-books',
  simulate: 'simulate',
}

const usage = `Runs the server and its administration, on the machine of the installation.

  nextpanel-billing-admin COMMAND [OPTIONS]

Commands: ${Object.keys(programs).join(', ')}

Each command is the one that \`npm run\` has in a checkout, with the same options and settings. \`--help\` after a
command describes it. DATA_DIR is by default the folder "data" in the current folder.
Exit code 2: an unknown command. Nothing was started.
`

// Node.js does not run TypeScript below node_modules, so an installed package has bundles (npm run build).
const isInstalled = import.meta.filename?.includes('/node_modules/') ?? false
const [major = 0] = process.versions.node.split('.').map(Number)
const [command = ''] = process.argv.splice(2, 1)
const program = Object.hasOwn(programs, command) ? programs[command] : undefined
if (major < 24) {
  process.stderr.write(
    `nextpanel-billing-admin needs Node.js 24 or newer. This is ${process.versions.node}.\n`,
  )
  process.exitCode = 1
} else if (command === '--help') process.stdout.write(usage)
else if (program === undefined) {
  process.stderr.write(`There is no command "${command}". Nothing was started.\n\n${usage}`)
  process.exitCode = 2
} else {
  process.setSourceMapsEnabled(true)
  const source = program === 'main' ? '../scripts/start.ts' : `../scripts/${program}.ts`
  await import(join(import.meta.dirname, isInstalled ? `../dist/package/${program}.js` : source))
}
