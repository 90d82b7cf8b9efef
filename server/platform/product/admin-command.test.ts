import { expect, it } from 'vitest'
import { adminCommand } from './admin-command.ts'

const node = '/usr/bin/node'

it.each([
  ['a script of a checkout', '/srv/billing/scripts/backup.ts', {}, 'npm run backup -- --to DIR'],
  ['the server of a checkout', '/srv/billing/scripts/start.ts', {}, 'npm run backup -- --to DIR'],
  ['npm run', '/srv/billing/scripts/start.ts', { npm_command: 'run' }, 'npm run backup -- --to DIR'],
  [
    'a package in the path',
    '/usr/local/bin/nextpanel-billing-admin',
    {},
    'nextpanel-billing-admin backup --to DIR',
  ],
  [
    'the file of a package',
    '/srv/node_modules/nextpanel-billing/cli/nextpanel-billing-admin.js',
    {},
    'nextpanel-billing-admin backup --to DIR',
  ],
  [
    'a package of a project',
    '/srv/node_modules/.bin/nextpanel-billing-admin',
    { npm_command: 'exec' },
    'npx nextpanel-billing-admin backup --to DIR',
  ],
])('names the command that works if the process was started by %s', (_, file, env, expected) => {
  expect(adminCommand('backup', '--to DIR', { argv: [node, file], env })).toBe(expected)
})

it('omits the separator without options', () => {
  expect(adminCommand('doctor', '', { argv: [node, 'scripts/doctor.ts'], env: {} })).toBe('npm run doctor')
})
