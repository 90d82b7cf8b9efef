import {
  House,
  KeyRound,
  ListChecks,
  Mail,
  ScrollText,
  Server,
  UserRound,
  Users,
  UsersRound,
} from 'lucide-react'
import { useMay } from '../../shared/session/may.tsx'
import { words } from '../../words/index.ts'
import { neededFor } from '../needs.ts'

/** The staff pages, each with the key that opens it after G. */
const places = [
  { to: '/', label: words.shell.home, Icon: House, key: 'h' },
  { to: '/customers', label: words.shell.customers, Icon: Users, key: 'c' },
  { to: '/imports', label: words.shell.imports, Icon: Users, key: 'i' },
  { to: '/server', label: words.shell.server, Icon: Server, key: 's' },
  { to: '/operations', label: words.shell.operations, Icon: ListChecks, key: 'o' },
  { to: '/team', label: words.shell.team, Icon: UsersRound, key: 't' },
  { to: '/settings/api-tokens', label: words.shell.apiTokens, Icon: KeyRound, key: 'k' },
  { to: '/audit', label: words.shell.audit, Icon: ScrollText, key: 'l' },
  { to: '/mail', label: words.shell.mail, Icon: Mail, key: 'm' },
  { to: '/account', label: words.shell.yourAccount, Icon: UserRound, key: 'a' },
] as const

/** The pages that the role of the signed-in user includes. */
export function usePlaces() {
  const may = useMay()
  return places.filter(({ to }) => {
    const needed = neededFor(to)
    return needed === null || may(needed)
  })
}

/** "G then C" */
export const keysOf = ({ key }: { key: string }): string =>
  words.keys.sequence(words.keys.g, key.toUpperCase())
