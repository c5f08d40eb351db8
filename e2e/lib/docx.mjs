// Word documents for the tests: one part with its paragraphs, and its comments,
// in a zip that nothing is pressed in.
import { writeFileSync } from 'node:fs'
import { crc32 } from 'node:zlib'

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

/** writes a document in which two people changed something, one of them a word of the headline, and one asks a question */
export function writeBridge(path) {
  const [ann, bo] = ['Ann Lee', 'Bo Ryder']
  const on = (words) => `<w:commentRangeStart w:id="0"/>${text(words)}<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>`
  writeDocx(
    path,
    paragraph(text('Old bridge '), inserted(ann, 'stays open'), text(' for another year')) +
      paragraph(text('The council did '), inserted(ann, 'not '), text('vote on '), deleted(bo, 'Sunday, or '), text('Monday to keep the bridge, the mayor said at noon.')) +
      paragraph(deleted(bo, 'A paragraph that went as a whole, with its full stop.')) +
      paragraph(text('It will be painted in the spring, and '), on('the cost is borne by the port'), text('.')),
    `<w:comment w:id="0" w:author="${ann}" w:date="2026-11-22T18:41:00Z">${paragraph(text('Who says? Ask the port.'))}</w:comment>`,
  )
}

/** writes an Arabic document with Latin names and figures in it, of which one person changed words, and asks a question */
export function writeCanal(path) {
  const ann = 'Ann Lee'
  const on = (words) => `<w:commentRangeStart w:id="0"/>${text(words)}<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>`
  writeDocx(
    path,
    paragraph(text('NATO تقول إن 40 سفينة عبرت القناة')) +
      paragraph(text('قال مدير الميناء Jan Novák إن البوابة تُغلق '), inserted(ann, 'عند الساعة 10:30 '), text('كل ليلة، '), deleted(ann, 'ما عدا الجمعة (Friday)، '), text('كما نقلت Reuters.')) +
      paragraph(text('Boeing 737 هبطت قرب الميناء على المدرج رقم 2، ولم يُصب أحد من الركاب الـ 112.')) +
      paragraph(text('لم يُفقد أي مرشد هنا منذ 40 عامًا، ولا يريد أحد أن يكون TK الأول.')) +
      paragraph(text('NATO لم تعلق على ذلك حتى الآن، '), on('وقالت إنها تنتظر تقرير الميناء'), text('.')),
    `<w:comment w:id="0" w:author="${ann}" w:date="2026-11-22T18:41:00Z">${paragraph(text('من قال هذا؟ اسألوا Reuters.'))}</w:comment>`,
  )
}

function writeDocx(path, body, comments) {
  writeFileSync(path, zip({
    'word/document.xml': `<w:document ${W}><w:body>${body}</w:body></w:document>`,
    'word/comments.xml': `<w:comments ${W}>${comments}</w:comments>`,
    'word/_rels/document.xml.rels': `<Relationships><Relationship Id="c" Type="${OFFICE}/comments" Target="comments.xml"/></Relationships>`,
  }))
}

// words as they are, somebody's words that came in, words that somebody took out
const text = (words) => `<w:r><w:t xml:space="preserve">${words}</w:t></w:r>`
const inserted = (by, words) => `<w:ins w:author="${by}" w:date="2026-11-22T18:40:00Z">${text(words)}</w:ins>`
const deleted = (by, words) => `<w:del w:author="${by}" w:date="2026-11-22T19:05:00Z">${text(words).replaceAll('w:t>', 'w:delText>').replace('<w:t ', '<w:delText ')}</w:del>`
const paragraph = (...runs) => `<w:p>${runs.join('')}</w:p>`

function zip(parts) {
  const files = Object.entries(parts).map(([name, words]) => ({ name: Buffer.from(name), data: Buffer.from(words) }))
  let at = 0
  const index = []
  const whole = files.map(({ name, data }) => {
    const facts = Buffer.alloc(26) // version, flags, method, time, date, checksum, sizes, length of the name and of nothing more
    facts.writeUInt16LE(20, 0)
    facts.writeUInt32LE(crc32(data), 10)
    facts.writeUInt32LE(data.length, 14)
    facts.writeUInt32LE(data.length, 18)
    facts.writeUInt16LE(name.length, 22)
    const place = Buffer.alloc(14)
    place.writeUInt32LE(at, 10)
    index.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), facts, place, name)
    const file = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), facts, name, data])
    at += file.length
    return file
  })
  const list = Buffer.concat(index)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(files.length, 4)
  end.writeUInt16LE(files.length, 6)
  end.writeUInt32LE(list.length, 8)
  end.writeUInt32LE(at, 12)
  return Buffer.concat([...whole, list, Buffer.from('PK\x05\x06', 'latin1'), end])
}
