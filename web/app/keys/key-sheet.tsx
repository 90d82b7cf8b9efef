import { Sheet } from '../../ui/sheet.tsx'
import { words } from '../../words/index.ts'
import { KeyTables } from './key-tables.tsx'

export function KeySheet({ onClose }: { onClose: () => void }) {
  return (
    <Sheet title={words.keys.title} onClose={onClose}>
      <KeyTables />
    </Sheet>
  )
}
