// A ballot's item saves itself a moment after the last key, counts characters, and unticks 意見なし when somebody writes.
const form = document.querySelector('form[data-form=vote]');
if (form) {
  const { opinion, none, tag } = form.elements;
  const said = form.querySelector('[data-saved]');
  const count = document.getElementById('opinion-count');
  let waiting;
  let sending = Promise.resolve();
  let isSending = false;

  const say = (text, isFault) => {
    said.textContent = text;
    said.classList.toggle('fault', isFault);
  };

  const newRequest = () =>
    Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0')).join('');

  const save = async () => {
    const body = new URLSearchParams(new FormData(form));
    body.set('request', newRequest());
    isSending = true;
    try {
      const answer = await fetch(form.action, {
        method: 'POST', body, headers: { Accept: 'application/json' }, signal: AbortSignal.timeout(15000),
      });
      const told = await answer.json();
      if (!answer.ok) {
        say(`自動では保存できませんでした。${told.message}`, true);
        return;
      }
      tag.value = told.tag;
      say(`下書きを保存しました（${told.saved}）`, false);
      for (const bar of document.querySelectorAll('#ballot-progress')) {
        bar.value = told.finished;
      }
      for (const words of document.querySelectorAll('[data-progress]')) {
        words.textContent = `${told.count}項目のうち${told.finished}項目を入力済み`;
      }
    } catch {
      say('自動では保存できませんでした。通信を確かめて「下書きを保存」を押してください。入力した内容はこの画面に残っています。', true);
    } finally {
      isSending = false;
    }
  };

  const soon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => { sending = sending.then(save); }, 1500);
  };

  const recount = () => {
    const length = [...opinion.value].length;
    count.textContent = `${length}文字／${opinion.dataset.most}文字まで`;
    count.classList.toggle('over', length > Number(opinion.dataset.most));
  };

  opinion.addEventListener('input', () => {
    if (opinion.value.trim() !== '') {
      none.checked = false;
    }
    recount();
  });
  form.addEventListener('input', soon);
  // A page turned while a save is on its way needs the tag that the save will make: it waits for it.
  form.addEventListener('submit', event => {
    clearTimeout(waiting);
    if (isSending) {
      event.preventDefault();
      sending.then(() => setTimeout(() => form.requestSubmit(event.submitter)));
    }
  });
  recount();
}
