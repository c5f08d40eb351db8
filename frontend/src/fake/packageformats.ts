import type { Api } from '../api'
import type { PackageFormat, PackageFormats } from '../exporttypes'

const FILES = [
  { name: 'markdown', title: 'Markdown with everything' }, { name: 'ninjs', title: 'ninjs 3.1 (JSON of the IPTC)' }, { name: 'html', title: 'Web page' },
  { name: 'mobile', title: 'Light web page' }, { name: 'rss', title: 'RSS feed' }, { name: 'atom', title: 'Atom feed' }, { name: 'jsonfeed', title: 'JSON Feed' },
]
const STETS: PackageFormat[] = [
  { name: 'web', title: 'Web pages with their feeds', formats: FILES.map((f) => f.name), own: false },
  { name: 'archive', title: 'Everything, in all formats', formats: FILES.map((f) => f.name), own: false },
]

/** The formats of packages, kept for one sitting. */
export function fakeFormats(later: <T>(run: () => T) => Promise<T>): Pick<Api, 'packageFormats' | 'keepProfile' | 'removeProfile' | 'exportProgress' | 'stopExport' | 'importProgress' | 'stopImport'> {
  let own: PackageFormat[] = []
  const all = (): PackageFormats => ({ profiles: [...STETS, ...own], formats: FILES, fields: ['headlines.main', 'standfirst', 'slug', 'pictures.alt'] })
  return {
    packageFormats: () => later(all),
    keepProfile: (was, p) => later(() => {
      if (STETS.some((s) => s.name === p.name)) throw { code: 'value', message: `the name is taken: "${p.name}" is a format that comes with Stet`, hint: 'Choose another name.' }
      own = [...own.filter((o) => o.name !== was), { ...p, title: p.name, own: true }]
      return all()
    }),
    removeProfile: (name) => later(() => {
      own = own.filter((o) => o.name !== name)
      return all()
    }),
    exportProgress: () => later(() => ({ stage: '', done: 0, of: 0, headline: '' })),
    stopExport: () => later(() => {}),
    importProgress: () => later(() => ({ stage: '', done: 0, of: 0, headline: '' })),
    stopImport: () => later(() => {}),
  }
}
