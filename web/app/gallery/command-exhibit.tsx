import { Plus, UserRound } from 'lucide-react'
import { useState } from 'react'
import { CommandDialog, CommandGroup, CommandItem } from '../../ui/command-list.tsx'

export function CommandExhibit({ onClose }: { onClose: () => void }) {
  const [typed, setTyped] = useState('')
  return (
    <CommandDialog
      title="Command palette"
      placeholder="Search or type a command"
      typed={typed}
      onType={setTyped}
      onClose={onClose}
      empty="Nothing matches."
    >
      {typed === '' && (
        <CommandGroup heading="Actions">
          <CommandItem id="add" label="Add Customer" Icon={Plus} keys="C" onSelect={onClose} />
          <CommandItem
            id="ada"
            label="Ada Lovelace"
            detail="ada@example.com"
            Icon={UserRound}
            onSelect={onClose}
          />
        </CommandGroup>
      )}
    </CommandDialog>
  )
}
