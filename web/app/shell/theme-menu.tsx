import { Monitor, Moon, Sun } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import { setTheme, type Theme, useTheme } from '../../lib/theme.ts'
import { iconLook } from '../../ui/icon-look.ts'
import { menuItemLook, menuLook } from '../../ui/menu-look.ts'
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
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger aria-label={words.shell.theme} className={iconLook}>
        <Icon aria-hidden className="size-4" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Content align="end" sideOffset={4} className={menuLook}>
        <DropdownMenu.RadioGroup value={theme}>
          {choices.map((choice) => (
            <DropdownMenu.RadioItem
              key={choice.theme}
              value={choice.theme}
              onSelect={() => setTheme(choice.theme)}
              className={menuItemLook}
            >
              <choice.Icon aria-hidden className="size-4" />
              {choice.label}
            </DropdownMenu.RadioItem>
          ))}
        </DropdownMenu.RadioGroup>
      </DropdownMenu.Content>
    </DropdownMenu.Root>
  )
}
