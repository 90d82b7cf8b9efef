import { House, ListChecks, Mail, Server, UserRound, Users } from 'lucide-react'
import { words } from '../../words/index.ts'

/** The staff pages, each with the key that opens it after G. */
export const places = [
  { to: '/', label: words.shell.home, Icon: House, key: 'h' },
  { to: '/customers', label: words.shell.customers, Icon: Users, key: 'c' },
  { to: '/server', label: words.shell.server, Icon: Server, key: 's' },
  { to: '/operations', label: words.shell.operations, Icon: ListChecks, key: 'o' },
  { to: '/mail', label: words.shell.mail, Icon: Mail, key: 'm' },
  { to: '/account', label: words.shell.yourAccount, Icon: UserRound, key: 'a' },
] as const

/** "G then C" */
export const keysOf = ({ key }: { key: string }): string =>
  words.keys.sequence(words.keys.g, key.toUpperCase())
