/** Makes text from a panel safe to store and show: no secrets, one line, at most `max` characters. */
export type Redact = (text: string, max?: number) => string

const hidden = '[redacted]'
/** Shorter beginnings of a secret at a truncation reveal nothing, and are too common to hide. */
const shortestBeginning = 3

/**
 * @param secrets values that a panel might echo: hidden in plain form and as JSON, URLs, HTML and Python
 * write them
 */
export function createRedact(secrets: readonly string[]): Redact {
  const spellings = [...new Set(secrets.filter((secret) => secret !== '').flatMap(spellingsOf))]
    .filter((spelling) => spelling !== '')
    .sort((a, b) => b.length - a.length)
  const anywhere = spellings.map((spelling) => new RegExp(escapeRegExp(spelling), 'giu'))
  const hide = (text: string) => anywhere.reduce((rest, pattern) => rest.replace(pattern, hidden), text)
  return (text, max = 300) => {
    // Hidden before and after cleaning, because cleaning may join separate parts.
    const line = hideBeginningAtEnd(hide(oneLine(hide(text.toWellFormed()))), spellings)
    return line.length > max ? `${line.slice(0, max - 1)}…`.toWellFormed() : line
  }
}

/**
 * Control, zero-width and direction characters can forge log lines or make text misleading. Tags are noise.
 */
function oneLine(text: string): string {
  return text
    .replace(/<(script|style)\b[^>]*>.*?<\/\1\s*>/gis, ' ')
    .replace(/<[^<>]{0,1000}>/g, ' ')
    .replace(/\p{Cf}/gu, '')
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim()
}

function spellingsOf(secret: string): string[] {
  const text = secret.toWellFormed()
  const json = JSON.stringify(text).slice(1, -1)
  return [
    text,
    oneLine(text),
    json,
    json.replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
    text.replace(/[\\']/g, (sign) => `\\${sign}`),
    encodeURIComponent(text),
    encodeURIComponent(text).replaceAll('%20', '+'),
    text.replace(/[&<>"']/g, (sign) => htmlEntities[sign] ?? sign),
    Buffer.from(text).toString('base64'),
  ]
}

const htmlEntities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

// A body is read up to a limit, which may be in the middle of a secret.
function hideBeginningAtEnd(line: string, spellings: readonly string[]): string {
  const lower = line.toLowerCase()
  for (const spelling of spellings) {
    const whole = spelling.toLowerCase()
    for (let length = whole.length - 1; length >= shortestBeginning; length -= 1)
      if (lower.endsWith(whole.slice(0, length)))
        return `${line.slice(0, Math.max(0, line.length - length))}${hidden}`
  }
  return line
}

const escapeRegExp = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
