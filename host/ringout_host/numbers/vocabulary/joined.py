"""Japanese, Chinese, Korean, Thai: parts of words, as these put no spaces between words, or not always."""

from __future__ import annotations

from typing import Final


def _parts(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text.split()))


PHONE: Final = _parts("""
    電話 でんわ 携帯 ケータイ 連絡先 直通 代表 予約専用 フリーダイヤル ファックス ファクス 問合せ先 窓口
    电话 手机 传真 热线 致电 联系 拨打 座机 固话 微信同号 微信 客服 咨询 来电 同号 总机 前台
    手機 傳真 熱線 致電 聯絡 撥打 市話 專線 行動 來電 總機 分機
    전화 휴대폰 휴대전화 핸드폰 연락처 연락 팩스 문자 콜센터 상담 대표 문의 직통
    โทร มือถือ แฟกซ์ ติดต่อ สายด่วน เบอร์
""")
"""They say that a number behind them is one for a telephone."""

AGAINST: Final = _parts("""
    注文 受注 請求 問い合わせ番号 追跡 会員 口座 カード 法人番号 登録番号 伝票 郵便 品番 型番 製造番号 バージョン
    求人 物件 図番 ロット 便名 資本金 文書
    订单 发票 快递 单号 账号 账户 卡号 身份证 编号 税号 型号 序列号 版本 邮编 邮政 工单 QQ 合同 流水 信用代码 备案
    职位 运单 房号 批号 车牌 保单 条码 学号 工号
    訂單 發票 單號 帳號 帳戶 卡號 編號 統一編號 劃撥 合約 統編 取貨 保單 車牌 批號 收據 收据 商業登記
    주문 계좌 송장 등록번호 운송장 사업자 접수 계약 증권 일련 모델 제품
    เลขที่ เลขประจำตัว รหัส บัญชี คำสั่งซื้อ พัสดุ ใบเสร็จ ใบแจ้งหนี้ สัญญา ทะเบียน สมาชิก
""")
"""They say that it is something else."""

NUMBER: Final = _parts("番号 番號 號碼 号码 ナンバー コード 代码 代碼 号 號 碼 码 번호 코드")
"""With one of these at the end of a label, and no word for telephones in it, something else is numbered."""
