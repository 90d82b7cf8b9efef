import { Monitor, Moon, Sun } from 'lucide-react'
import type { Theme } from '../../lib/theme.ts'
import { words } from '../../words/index.ts'

export const themeChoices: readonly { theme: Theme; label: string; Icon: typeof Sun }[] = [
  { theme: 'light', label: words.shell.light, Icon: Sun },
  { theme: 'dark', label: words.shell.dark, Icon: Moon },
  { theme: 'system', label: words.shell.system, Icon: Monitor },
]
