import { ChevronDown, Download } from 'lucide-react'
import { csvSeparators } from '#contracts/customers/csv-separator.ts'
import { usualSeparator } from '../../lib/csv-separator.ts'
import { download, onDownloadClick } from '../../shared/session/download.ts'
import { buttonClass } from '../../ui/button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { words } from '../../words/index.ts'
import { type CustomerFilter, exportAddress } from './customer-filter.ts'

const text = words.customers

/** Exports with the separator of the browser's language. The menu has the other separators. */
export function ExportCsv({ filter }: { filter: CustomerFilter }) {
  const usual = usualSeparator()
  return (
    <span className="inline-flex print:hidden">
      <a
        href={exportAddress(filter, usual)}
        download
        onClick={onDownloadClick}
        title={text.exportHint}
        className={`${buttonClass('secondary')} rounded-r-none`}
      >
        <Download aria-hidden className="size-4" />
        {text.exportCsv}
      </a>
      <Menu
        label={text.exportSeparator}
        className={`${buttonClass('secondary')} -ml-px rounded-l-none px-1.5`}
        items={csvSeparators.map((separator) => ({
          label: text.separators[separator],
          checked: separator === usual,
          onSelect: () => void download(exportAddress(filter, separator)),
        }))}
      >
        <ChevronDown aria-hidden className="size-4" />
      </Menu>
    </span>
  )
}
