// The form of a sheet works without this. With it: counts and the grade follow the typing, rows come and go at once, and the draft
// saves itself.
const form = document.getElementById('sheet-form');
if (form) {
  dropNul(form);
  followCounts(form);
  followGrade(form);
  changeRows(form);
  if (form.dataset.form === 'sheet') {
    saveBySelf(form);
  }
}

// Nobody types it: it comes with what is pasted from broken files, and would only make the text look shorter once saved.
function dropNul(form) {
  form.addEventListener('input', event => {
    if (event.target.value?.includes('\0')) {
      event.target.value = event.target.value.replaceAll('\0', '');
    }
  });
}

function followCounts(form) {
  const tell = field => {
    const count = field.id && form.querySelector(`[data-count="${CSS.escape(field.id)}"]`);
    if (!count) {
      return;
    }
    // As people count: 𠮷 is one character.
    const length = [...field.value].length;
    const max = Number(count.dataset.max);
    const isOver = max > 0 && length > max;
    count.textContent = max === 0 ? `${length}文字`
      : isOver ? `${length}文字（${max}文字まで。${length - max}文字多いので、提出の前に短くしてください）`
      : `${length}文字（${max}文字まで）`;
    return { count, isOver };
  };
  for (const field of form.querySelectorAll('textarea')) {
    tell(field);
  }
  form.addEventListener('input', event => {
    const told = tell(event.target);
    if (!told) {
      return;
    }
    told.count.classList.toggle('over', told.isOver);
    event.target.toggleAttribute('aria-invalid', told.isOver);
    if (told.isOver) {
      event.target.setAttribute('aria-invalid', 'true');
    }
  });
}

function followGrade(form) {
  for (const output of form.querySelectorAll('output[data-rules]')) {
    const rules = JSON.parse(output.dataset.rules);
    const tell = () => { output.textContent = explain(rules, scoresOf(form, output.dataset.scores, rules.criteria)); };
    tell();
    form.addEventListener('change', event => {
      if (event.target.name?.startsWith(output.dataset.scores + '.')) {
        tell();
      }
    });
  }
}

function scoresOf(form, name, criteria) {
  const scores = new Map();
  for (const criterion of criteria) {
    const chosen = form.elements[`${name}.${criterion}`]?.value;
    if (chosen) {
      scores.set(criterion, Number(chosen));
    }
  }
  return scores;
}

// The same words as GradeWords.cs, which a test holds.
function explain(rules, scores) {
  const total = [...scores.values()].reduce((sum, score) => sum + score, 0);
  const missing = rules.criteria.length - scores.size;
  if (missing > 0) {
    return `合計${total}点（あと${missing}項目を選ぶと、総合評価が決まります）。`;
  }
  const rank = grade => rules.thresholds.findIndex(t => t.grade === grade);
  const byTotal = rules.thresholds.find(t => total >= t.from) ?? rules.thresholds.at(-1);
  const cap = rules.caps
    .filter(c => scores.get(c.criterion) <= c.atMost)
    .reduce((worst, c) => worst === undefined || rank(c.grade) > rank(worst.grade) ? c : worst, undefined);
  return cap && rank(cap.grade) > rank(byTotal.grade)
    ? `合計${total}点は${byTotal.grade}にあたりますが、${cap.name}が${cap.limit}点以下のときは${cap.grade}までのため、総合評価は${cap.grade}です。`
    : `合計${total}点で、総合評価は${byTotal.grade}です（${byTotal.range}）。`;
}

function changeRows(form) {
  form.addEventListener('click', event => {
    const button = event.target.closest('button[data-add], button[data-remove]');
    if (!button) {
      return;
    }
    event.preventDefault();
    if (button.dataset.add) {
      addRow(form, button.dataset.add);
    } else {
      removeRow(button);
    }
    form.dispatchEvent(new Event('input', { bubbles: true }));
  });
}

function addRow(form, field) {
  const body = form.querySelector(`table[data-rows="${CSS.escape(field)}"] tbody`);
  const row = form.querySelector(`template[data-row-of="${CSS.escape(field)}"]`).content.querySelector('tr').cloneNode(true);
  const numbers = [...body.querySelectorAll('[name]')].map(cell => Number(cell.name.split('.')[2])).filter(Number.isInteger);
  const number = numbers.reduce((most, n) => Math.max(most, n), -1) + 1;
  for (const cell of row.querySelectorAll('[name]')) {
    cell.name = cell.name.replace('.__.', `.${number}.`);
  }
  body.append(row);
  nameRows(body);
  row.querySelector('select, input, textarea').focus();
}

function removeRow(button) {
  const row = button.closest('tr');
  const body = row.parentElement;
  const next = row.nextElementSibling ?? row.previousElementSibling;
  const add = body.closest('fieldset').querySelector('button[data-add]');
  row.remove();
  nameRows(body);
  (next?.querySelector('button[data-remove]') ?? add).focus();
}

function nameRows(body) {
  [...body.rows].forEach((row, index) => {
    for (const cell of row.querySelectorAll('[data-name]')) {
      cell.setAttribute('aria-label', `${index + 1}行目 ${cell.dataset.name}`);
    }
    const button = row.querySelector('button[data-remove]');
    const number = row.querySelector('[name]:not(button)').name.split('.')[2];
    button.value = button.value.replace(/:[^:]*$/, `:${number}`);
  });
}

function saveBySelf(form) {
  const pause = 3000;
  const retryAfter = 10000;
  const status = form.querySelector('[data-saved]');
  let typed = 0;      // grows with every change
  let kept = 0;       // what the server has of it
  let waiting = null; // what was sent without an answer: sent again just as it was, so that it counts once
  let sending = null;
  let timer = 0;
  let isLeaving = false;
  let isContested = false;

  const say = (text, isTrouble = false) => {
    status.textContent = text;
    status.classList.toggle('trouble', isTrouble);
  };

  const plan = wait => {
    clearTimeout(timer);
    timer = setTimeout(save, wait);
  };

  const newId = () => [...crypto.getRandomValues(new Uint8Array(16))].map(b => b.toString(16).padStart(2, '0')).join('');

  async function save() {
    if (isLeaving || isContested || (kept === typed && !waiting)) {
      return;
    }
    if (sending) {
      await sending;
      return save();
    }
    sending = send().finally(() => { sending = null; });
    await sending;
  }

  async function send() {
    if (!waiting) {
      const body = new URLSearchParams(new FormData(form));
      body.set('request', newId());
      body.set('do', 'save');
      waiting = { body, typed };
    }
    let answer;
    try {
      answer = await fetch(form.action, { method: 'POST', body: waiting.body, headers: { Accept: 'application/json' } });
    } catch {
      say('つながらないため、まだ保存できていません。つながると自動で保存します。このページを閉じないでください。', true);
      plan(retryAfter);
      return;
    }
    await take(answer);
  }

  async function take(answer) {
    const said = await answer.json().catch(() => ({}));
    if (answer.ok) {
      form.elements.start.value = said.start;
      kept = waiting.typed;
      waiting = null;
      say(said.message);
      if (kept !== typed) {
        plan(pause);
      }
    } else if (said.conflict) {
      isContested = true;
      waiting = null;
      say(`${said.message}「下書きを保存」を押すと、比べて選べます。`, true);
    } else if (said.stale) {
      isContested = true;
      waiting = null;
      say(`${said.message}「下書きを保存」を押すと、入力した内容を控えられます。`, true);
    } else if (answer.status === 401) {
      say('サインインの有効期限が切れたため、まだ保存できていません。別のタブでサインインすると、自動で保存します。', true);
      plan(retryAfter);
    } else if (answer.status === 429 || answer.status >= 500) {
      say('いま保存できません。自動でもう一度試します。', true);
      plan(retryAfter);
    } else {
      waiting = null;
      isContested = true;
      say(`自動で保存できませんでした。${said.message ?? ''}`, true);
    }
  }

  form.addEventListener('input', () => {
    typed++;
    plan(pause);
  });
  addEventListener('online', () => plan(0));
  addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') {
      save();
    }
  });
  addEventListener('beforeunload', event => {
    if (!isLeaving && kept !== typed) {
      save();
      event.preventDefault();
    }
  });

  // A save on its way changes the draft: the form waits for it, or it would be in conflict with itself.
  form.addEventListener('submit', event => {
    if (sending) {
      event.preventDefault();
      event.stopPropagation();
      const button = event.submitter;
      sending.then(() => form.requestSubmit(button));
      return;
    }
    clearTimeout(timer);
    isLeaving = true;
  });
  addEventListener('pageshow', event => {
    isLeaving = false;
    if (event.persisted) {
      form.elements.request.value = newId();
    }
  });
}
