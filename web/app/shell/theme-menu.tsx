import { Monitor, Moon, Sun } from 'lucide-react'
import { setTheme, type Theme, useTheme } from '../../lib/theme.ts'
import { iconLook } from '../../ui/icon-look.ts'
import { Menu } from '../../ui/menu.tsx'
import { words } from '../../words/index.ts'

const choices: readonly { theme: Theme; label: string; Icon: typeof Sun }[] = [
  { theme: 'light', label: words.shell.light, Icon: Sun },
  { theme: 'dark', label: words.shell.dark, Icon: Moon },
  { theme: 'system', label: words.shell.system, Icon: Monitor },
]

export function ThemeMenu() {
  const theme = useTheme()
  const { Icon } = choices.find((choice) => choice.theme === theme) ?? { Icon: Monitor }
  return (
    <Menu
      label={words.shell.theme}
      className={iconLook}
      items={choices.map((choice) => ({
        label: choice.label,
        Icon: choice.Icon,
        checked: choice.theme === theme,
        onSelect: () => setTheme(choice.theme),
      }))}
    >
      <Icon aria-hidden className="size-4" />
    </Menu>
  )
}
