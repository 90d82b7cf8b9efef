import MiniSearch, { type SearchResult } from 'minisearch'
import { findSections, searchOptions } from './search-options.ts'

const shownResults = 12

/** The search of every page. The index is loaded when the reader first uses the field. */
export function connectSearch(): void {
  const form = document.querySelector<HTMLFormElement>('form[role="search"]')
  const field = form?.querySelector('input')
  const list = form?.querySelector('ul')
  const status = form?.querySelector<HTMLElement>('[role="status"]')
  if (!form || !field || !list || !status) return
  const site = new URL(form.dataset.site ?? './', location.href)
  let loading: Promise<MiniSearch> | null = null
  const load = () => {
    loading ??= loadIndex(new URL(form.dataset.index ?? '', site)).catch((error: unknown) => {
      loading = null
      throw error
    })
    return loading
  }

  const close = () => {
    list.hidden = true
    status.hidden = true
  }
  const show = async () => {
    const text = field.value.trim()
    if (text === '') return close()
    try {
      const results = findSections(await load(), text).slice(0, shownResults)
      // A newer text may have been typed while the index was loading.
      if (field.value.trim() !== text) return
      list.replaceChildren(...results.map((result) => itemOf(result, site)))
      list.hidden = results.length === 0
      status.textContent =
        results.length === 0 ? `No page matches “${text}”. Try fewer words.` : countOf(results.length)
    } catch {
      list.hidden = true
      status.textContent = 'The search index did not load. Check the connection and try again.'
    }
    status.hidden = false
  }

  field.addEventListener('focus', () => void load().catch(() => {}))
  field.addEventListener('input', () => void show())
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    const first = list.hidden ? null : list.querySelector('a')
    if (first) location.assign(first.href)
    else void show()
  })
  form.addEventListener('keydown', (event) => moveWithArrows(event, form))
  form.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape') return
    close()
    field.focus()
  })
  document.addEventListener('click', ({ target }) => {
    if (target instanceof Node && !form.contains(target)) close()
  })
  // A result on the same page only changes the anchor.
  list.addEventListener('click', close)
  document.addEventListener('keydown', (event) => {
    const isCommandK = event.key === 'k' && (event.ctrlKey || event.metaKey)
    const isSlash = event.key === '/' && !(event.target instanceof HTMLInputElement)
    if (!isCommandK && !isSlash) return
    event.preventDefault()
    field.focus()
    field.select()
  })
}

async function loadIndex(address: URL): Promise<MiniSearch> {
  const response = await fetch(address)
  if (!response.ok) throw new Error(`HTTP ${response.status}`)
  return MiniSearch.loadJSON(await response.text(), searchOptions)
}

const countOf = (count: number): string =>
  count === 1 ? '1 result' : count === shownResults ? `The first ${count} results` : `${count} results`

function itemOf({ id, title, heading, excerpt }: SearchResult, site: URL): HTMLLIElement {
  const link = document.createElement('a')
  link.href = new URL(String(id), site).href
  link.append(part('strong', heading === '' ? title : `${title}: ${heading}`), part('span', excerpt))
  const item = document.createElement('li')
  item.append(link)
  return item
}

function part(tag: 'strong' | 'span', text: string): HTMLElement {
  const element = document.createElement(tag)
  element.textContent = text
  return element
}

/** The arrow keys move between the field and the results. */
function moveWithArrows(event: KeyboardEvent, form: HTMLFormElement): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  if (step === 0) return
  const stops = [...form.querySelectorAll<HTMLElement>('input, ul:not([hidden]) a')]
  const active = document.activeElement
  const at = active instanceof HTMLElement ? stops.indexOf(active) : -1
  const next = stops[at + step]
  if (!next) return
  event.preventDefault()
  next.focus()
}
