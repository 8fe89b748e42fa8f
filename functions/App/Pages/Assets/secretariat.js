// The board keeps itself up to date and helps with choosing. Without this it works all the same.
const Every = 15_000;
// Somebody who left the screen on is not working: the session may end.
const Longest = 30 * 60_000;
const MostNamed = 3;

const live = document.getElementById('live');
const choose = document.getElementById('choose');
const boxes = () => [...(choose?.querySelectorAll('input[name=measure], input[name=member]') ?? [])];

function count() {
  const said = document.getElementById('chosen');
  if (said) {
    said.textContent = `（${boxes().filter(box => box.checked).length}${choose.dataset.unit ?? '件'}）`;
  }
}

if (choose) {
  choose.addEventListener('change', count);
  choose.addEventListener('click', event => {
    const all = event.target.closest('[data-all]');
    if (all) {
      event.preventDefault();
      const every = boxes().every(box => box.checked);
      for (const box of boxes()) {
        box.checked = !every;
      }
      all.textContent = every ? '表示中のすべてを選ぶ' : '選択をすべて外す';
      count();
    }
  });
  count();
}

// What has the focus or a mark stays as it is; the rest is put in its place.
function putRow(row, next) {
  [...row.cells].forEach((cell, place) => {
    const other = next.cells[place];
    if (!cell.classList.contains('box') && !cell.contains(document.activeElement) && cell.innerHTML !== other.innerHTML) {
      cell.innerHTML = other.innerHTML;
    }
  });
  row.dataset.state = next.dataset.state;
}

function putRows(fresh) {
  const columns = page => page.querySelectorAll('table.board thead th').length;
  if (columns(fresh) !== columns(live) || fresh.getElementById('live').dataset.stage !== live.dataset.stage) {
    // The last sheet was settled, or somebody closed the stage: more than the rows is another.
    location.reload();
  }
  const body = live.querySelector('table.board tbody');
  const rows = new Map([...body.rows].map(row => [row.id, row]));
  const changed = [];
  let last = null;
  for (const next of [...fresh.querySelectorAll('table.board tbody tr')]) {
    const row = rows.get(next.id);
    rows.delete(next.id);
    if (row) {
      const words = row.textContent;
      const state = row.dataset.state;
      putRow(row, next);
      row.classList.toggle('changed', row.textContent !== words);
      if (row.textContent !== words) {
        changed.push(state === next.dataset.state ? `${next.dataset.name}が変わりました` : `${next.dataset.name}が「${next.dataset.state}」になりました`);
      }
      last = row;
    } else {
      const box = next.querySelector('input[name=measure]');
      box.checked = false;
      if (last) {
        last.after(next);
      } else {
        body.prepend(next);
      }
      next.classList.add('changed');
      changed.push(`${next.dataset.name}が一覧に加わりました`);
      last = next;
    }
  }
  for (const [, row] of rows) {
    if (row.contains(document.activeElement) || row.querySelector('input:checked')) {
      row.classList.add('gone');
    } else {
      changed.push(`${row.dataset.name}が条件から外れました`);
      row.remove();
    }
  }
  const [found, nextFound] = [live.querySelector('.found'), fresh.querySelector('.found')];
  if (found && nextFound) {
    found.firstChild.textContent = nextFound.firstChild.textContent;
    document.getElementById('found').textContent = nextFound.dataset.found;
  }
  return changed;
}

function putCounts(fresh) {
  const counts = live.querySelector('#counts');
  const next = fresh.querySelector('#counts');
  if (counts.contains(document.activeElement)) {
    return false;
  }
  const open = [...counts.querySelectorAll('details')].map(part => part.open);
  next.querySelectorAll('details').forEach((part, place) => { part.open = open[place]; });
  counts.replaceWith(next);
  return true;
}

if (live?.dataset.live) {
  const said = document.getElementById('live-said');
  let version = live.dataset.version;
  let seen = Date.now();
  let timer = 0;
  const say = words => { said.textContent = `${new Date().toLocaleTimeString('ja-JP', { hour: '2-digit', minute: '2-digit' })} ${words}`; };

  const look = async () => {
    clearTimeout(timer);
    if (document.hidden || Date.now() - seen > Longest) {
      return;
    }
    try {
      const answer = await fetch(live.dataset.live, { headers: { 'If-None-Match': version }, redirect: 'manual', cache: 'no-store' });
      if (answer.status === 200) {
        const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
        const changed = putRows(fresh);
        if (putCounts(fresh)) {
          version = answer.headers.get('ETag') ?? '';
        }
        count();
        if (changed.length > 0) {
          say(changed.length > MostNamed ? `${changed.length}件の個票が変わりました。` : `${changed.join('。')}。`);
        }
      } else if (answer.status !== 304) {
        say('自動更新を止めました。最新の状態を見るには、画面を読み込み直してください。');
        return;
      }
    } catch {
      say('通信できないため、最新の状態か分かりません。つながると自動で更新します。');
    }
    timer = setTimeout(look, Number(live.dataset.every ?? Every));
  };

  for (const kind of ['pointerdown', 'keydown', 'focus']) {
    addEventListener(kind, () => {
      const slept = Date.now() - seen > Longest;
      seen = Date.now();
      if (slept) {
        look();
      }
    }, { passive: true });
  }
  document.addEventListener('visibilitychange', () => { if (!document.hidden) { look(); } });
  timer = setTimeout(look, Number(live.dataset.every ?? Every));
}
