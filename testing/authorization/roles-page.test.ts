import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { permissions } from '#contracts/access.ts'
import { covers, grantersOf, rolePermissions, staffRoles } from '#contracts/roles.ts'

const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`

const table = [
  row(['permission', ...staffRoles]),
  row(['---', ...staffRoles.map(() => ':-:')]),
  ...permissions.map((permission) =>
    row([
      `\`${permission}\``,
      ...staffRoles.map((role) => (rolePermissions[role].has(permission) ? 'yes' : '')),
    ]),
  ),
].join('\n')

it('docs/roles.md has the table of contracts/roles.ts', async () => {
  expect(await readFile('docs/roles.md', 'utf8')).toContain(table)
})

it('The roles keep their promises: support changes no servers, and only the owner has every permission', () => {
  const forbidden = {
    admin: ['installation.decide'],
    support: ['servers.write', 'servers.connect', 'hosting.terminate', 'customers.export', 'team.write'],
    billing: ['hosting.write', 'hosting.terminate', 'servers.write', 'servers.connect', 'team.write'],
    // Its own views of lists are no data of the installation.
    'read-only': permissions.filter(
      (permission) => !permission.endsWith('.read') && permission !== 'saved-views.write',
    ),
  } as const
  for (const [role, lacking] of Object.entries(forbidden))
    for (const permission of lacking)
      expect([role, permission, rolePermissions[role as keyof typeof forbidden].has(permission)]).toEqual([
        role,
        permission,
        false,
      ])
  expect(staffRoles.filter((role) => covers(role, 'owner'))).toEqual(['owner'])
  expect(rolePermissions.customer.size).toBe(0)
  // A change of the connection is also a change of the server.
  for (const role of staffRoles)
    if (rolePermissions[role].has('servers.connect'))
      expect(rolePermissions[role].has('servers.write')).toBe(true)
})

it('The owner can grant every permission', () => {
  for (const permission of permissions) expect(grantersOf(permission)).toContain('owner')
  expect(grantersOf('installation.decide')).toEqual(['owner'])
})
