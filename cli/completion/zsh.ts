import type { CommandWords } from './words.ts'

const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`
const described = ({ word, description }: CommandWords['words'][number]) =>
  quoted(`${word.replaceAll(':', '\\:')}${description === '' ? '' : `:${description}`}`)

export const zshScript = (commands: readonly CommandWords[]): string => `#compdef nextpanel-billing
_nextpanel_billing() {
  local word command_path=""
  local -a found
  for word in \${words[2,CURRENT-1]}; do
    case "\${command_path:+$command_path }$word" in
      ${commands
        .filter(({ path }) => path !== '')
        .map(({ path }) => quoted(path))
        .join(' | ')}) command_path="\${command_path:+$command_path }$word" ;;
    esac
  done
  case "$command_path" in
${commands.map(({ path, words }) => `    ${quoted(path)}) found=(${words.map(described).join(' ')}) ;;`).join('\n')}
  esac
  _describe 'command' found || _files
}
compdef _nextpanel_billing nextpanel-billing`
