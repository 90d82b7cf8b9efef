import type { Role } from '#contracts/roles.ts'

/** The names of the roles, and what each may do. */
export const roles: Record<Role, { label: string; help: string }> = {
  owner: { label: 'Owner', help: 'Everything, including the roles of owners.' },
  admin: {
    label: 'Admin',
    help: 'Everything except owners and the choice of the primary installation.',
  },
  support: {
    label: 'Support',
    help: 'Customers and hosting. Does not terminate accounts, change servers or export.',
  },
  billing: {
    label: 'Billing',
    help: 'Customers, export and suspension. Does not provision or terminate accounts.',
  },
  'read-only': { label: 'Read-only', help: 'Sees customers, hosting and servers. Cannot change anything.' },
  customer: { label: 'Customer', help: 'Sees their own hosting.' },
}

/** Shown in place of a page that the role does not include. */
export const notAllowed = {
  title: 'Your role does not allow this',
  help: (role: string) =>
    `The role ${role} does not include this page. Ask an owner or admin of your team for another role.`,
}
