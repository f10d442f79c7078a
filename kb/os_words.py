"""What the operating system reports, in Chinese."""

from __future__ import annotations

import errno
from collections.abc import Mapping

__all__ = ["os_words"]

_WORDS: Mapping[int, str] = {
    errno.ENOENT: "文件或文件夹不存在",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "所在的磁盘或文件夹是只读的",
    errno.ENOSPC: "磁盘空间不足",
    errno.EDQUOT: "超出了磁盘配额",
    errno.EFBIG: "文件太大，磁盘放不下",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EEXIST: "已经存在",
    errno.ENOTEMPTY: "文件夹不是空的",
    errno.ENAMETOOLONG: "文件名太长",
    errno.ELOOP: "符号链接指向自身",
    errno.EBUSY: "正被另一个程序使用",
    errno.EMFILE: "打开的文件太多",
    errno.ENFILE: "系统打开的文件太多",
    errno.EIO: "读写磁盘失败，磁盘可能已损坏",
    errno.EINVAL: "名称或参数不合系统的规定",
    errno.ENOMEM: "内存不足",
    errno.EADDRINUSE: "地址和端口已被另一个程序占用",
    errno.EADDRNOTAVAIL: "本机没有这个地址",
    errno.ESTALE: "网络共享已断开",
}


def os_words(error: OSError) -> str:
    """The cause in Chinese; the system's own words where it is a rare one."""
    return _WORDS.get(error.errno or 0) or error.strerror or str(error) or type(error).__name__
